package io.fusewire.core.record;

import java.util.Arrays;

/** A growing list of tape nodes that is used again for every path. */
final class NodeList {

    private int[] nodes = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        nodes[size++] = node;
    }

    int get(int index) {
        return nodes[index];
    }

    int size() {
        return size;
    }
}
