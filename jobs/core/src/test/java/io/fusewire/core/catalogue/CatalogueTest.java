package io.fusewire.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.management.ManagementFactory;

class CatalogueTest {

    /** What the product promises is 300 ms and 25 MiB; see {@link #main}. */
    private static final long HEAP_LIMIT_BYTES = 25L << 20;

    private static final Catalogue CATALOGUE = Catalogue.load();

    @Test
    void holdsTheReleasedOperationsAndTheAddedOnes() {
        assertThat(CATALOGUE.operations()).hasSizeGreaterThan(18_555);
    }

    @ParameterizedTest
    @CsvSource({
        "lambda.amazonaws.com,DeleteFunction20150331,DeleteFunction",
        "lambda.amazonaws.com,UpdateFunctionCode20150331v2,UpdateFunctionCode",
        "cloudfront.amazonaws.com,CreateDistribution2020_05_31,CreateDistribution",
        "ec2.amazonaws.com,RunInstances,RunInstances",
        "ec2.amazonaws.com.cn,RunInstances,RunInstances",
        "neptune.amazonaws.com,DeleteDBCluster,DeleteDBCluster",
        "opensearch.amazonaws.com,DeleteDomain,DeleteDomain"
    })
    void findsDatedNamesAndSeenSources(String source, String name, String expected) {
        Operation operation = CATALOGUE.find(source, name);
        assertThat(operation).isNotNull();
        assertThat(operation.eventName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ec2.amazonaws.com,RunInstance",
        "ec2.amazonaws.com,20150331",
        "widgets.amazonaws.com,RunInstances",
        "'',''"
    })
    void findsNothingElse(String source, String name) {
        assertThat(CATALOGUE.find(source, name)).isNull();
    }

    @Test
    void lookupsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < 20_000; i++) {
            lookUp();
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 20_000; i++) {
            lookUp();
        }
        long perLookup = (threads.getThreadAllocatedBytes(thread) - before) / 80_000;
        assertThat(perLookup).isZero();
    }

    private static void lookUp() {
        CATALOGUE.find("ec2.amazonaws.com", "TerminateInstances");
        CATALOGUE.find("lambda.amazonaws.com", "DeleteFunction20150331");
        CATALOGUE.find("neptune.amazonaws.com", "DeleteDBCluster");
        CATALOGUE.find("widgets.amazonaws.com", "DeleteWidget");
    }

    @Test
    void fitsItsHeap() {
        long before = usedBytes();
        Catalogue catalogue = Catalogue.load();
        long used = usedBytes() - before;
        assertThat(catalogue.operations()).isNotEmpty();
        assertThat(used).isLessThan(HEAP_LIMIT_BYTES);
    }

    private static long usedBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Prints how long the first load of a JVM takes and what it keeps on the heap. */
    public static void main(String[] args) {
        long before = usedBytes();
        long start = System.nanoTime();
        Catalogue catalogue = Catalogue.load();
        long millis = (System.nanoTime() - start) / 1_000_000;
        long cpuMillis = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
        long heap = usedBytes() - before;
        System.out.printf(
                "%d operations, first load %d ms (thread CPU since start %d ms), %.1f MiB of heap%n",
                catalogue.operations().size(), millis, cpuMillis, heap / 1048576.0);
    }
}
