package io.fusewire.detector;

import io.fusewire.core.detection.AgentState;

/** What a candidate remembers of one agent, and in which trial. Stored as it is. */
public final class CandidateState {

    /** {@link io.fusewire.core.staging.Candidate#id}. */
    public String candidate = "";

    public AgentState agent = new AgentState();

    /** For Flink. */
    public CandidateState() {}

    CandidateState(String candidate, AgentState agent) {
        this.candidate = candidate;
        this.agent = agent;
    }
}
