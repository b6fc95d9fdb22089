package io.fusewire.core.policy;

import io.fusewire.core.event.AgentKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Caps that the product ships, for use until a person signs caps of their own.
 *
 * <p>Week, month and strike caps as they come out of the specification's simulation at one accepted
 * false trip per 1,000 agent-days (detection specification, section 4, "Example caps"); burst caps
 * from what the benchmark's fleet teaches at that budget, rounded, but wider for operator-agent,
 * which stands for whoever has no class, and for cost-optimiser, which may clean a backlog. They
 * are examples of simulated fleets, which is why everything that uses them says "unsigned
 * defaults".
 *
 * <table>
 * <caption>Shipped caps in units of harm</caption>
 * <tr><th>class</th><th>burst</th><th>week</th><th>month</th><th>strike</th></tr>
 * <tr><td>coder</td><td>64</td><td>64</td><td>64</td><td>45</td></tr>
 * <tr><td>deploy-bot</td><td>64</td><td>32</td><td>32</td><td>11</td></tr>
 * <tr><td>operator-agent</td><td>96</td><td>128</td><td>181</td><td>64</td></tr>
 * <tr><td>operator</td><td>64</td><td>181</td><td>362</td><td>128</td></tr>
 * <tr><td>terraform</td><td>640</td><td>256</td><td>512</td><td>90</td></tr>
 * <tr><td>nightly-teardown</td><td>384</td><td>256</td><td>512</td><td>128</td></tr>
 * <tr><td>cost-optimiser</td><td>96</td><td>724</td><td>1448</td><td>4</td></tr>
 * <tr><td>unknown</td><td>256</td><td>512</td><td>1024</td><td>90</td></tr>
 * </table>
 *
 * <p>{@code unknown} is the cap of the whole simulated fleet. It applies only where a policy names
 * that class: a principal without a class gets {@link #withoutClass}, which is much tighter.
 */
public final class ShippedCaps {

    private static final Caps CODER = unsigned(64, 64, 64, 45);
    private static final Caps OPERATOR_AGENT = unsigned(96, 128, 181, 64);

    private static final Map<String, Caps> BY_CLASS =
            Map.of(
                    "coder", CODER,
                    "deploy-bot", unsigned(64, 32, 32, 11),
                    "operator-agent", OPERATOR_AGENT,
                    "operator", unsigned(64, 181, 362, 128),
                    "terraform", unsigned(640, 256, 512, 90),
                    "nightly-teardown", unsigned(384, 256, 512, 128),
                    "cost-optimiser", unsigned(96, 724, 1448, 4),
                    "unknown", unsigned(256, 512, 1024, 90));

    private ShippedCaps() {}

    private static Caps unsigned(double burst, double week, double month, double strike) {
        return new Caps(burst, week, month, strike, true);
    }

    /** The caps of a shipped class, or null if no such class is shipped. */
    public static @Nullable Caps ofClass(String agentClass) {
        return BY_CLASS.get(agentClass);
    }

    /**
     * The caps of a principal whose class nothing gives: coder's for an agent, operator-agent's for
     * everything that might be a person or a tool in a person's hands.
     */
    public static Caps withoutClass(AgentKind kind) {
        return switch (kind) {
            case AGENT -> CODER;
            case UNKNOWN, HUMAN, SERVICE -> OPERATOR_AGENT;
        };
    }

    /** Names of the shipped classes, sorted. */
    public static List<String> classes() {
        return List.copyOf(new TreeMap<>(BY_CLASS).keySet());
    }
}
