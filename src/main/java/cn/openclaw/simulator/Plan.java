package cn.openclaw.simulator;

import java.util.List;

/**
 * What will be answered, and why.
 *
 * @param faults what goes wrong on the way
 * @param decision for the journal
 */
record Plan(Answer answer, List<Fault> faults, String decision) {
    Plan {
        faults = List.copyOf(faults);
    }
}
