package cn.openclaw.testing;

import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorOptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh simulator on a free port for each test: {@code @RegisterExtension final SimulatorExtension platform = …}. */
public final class SimulatorExtension implements BeforeEachCallback, AfterEachCallback {
    private final SimulatorOptions options;
    private Simulator simulator;

    public SimulatorExtension(SimulatorOptions options) {
        this.options = options;
    }

    public Simulator simulator() {
        return simulator;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        simulator = Simulator.start(options);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        simulator.close();
    }
}
