package cn.openclaw.simulator;

import cn.openclaw.simulator.ModelFacts.Life;
import cn.openclaw.simulator.ModelFacts.Price;
import cn.openclaw.simulator.ModelFacts.Sampling;
import cn.openclaw.simulator.ModelFacts.Thinking;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The models, as the platforms' pages and third-party measurements gave them in November 2026. On purpose not read from the
 * product's own catalogue: a wrong figure there must disagree with something.
 */
final class ModelTable {
    /**
     * world | id | context | default limit | largest limit | reads | thinking | sampling | temperature | USD hit/in/out | CNY | life.
     * A dash is a figure nobody has published; such a model costs nothing here.
     */
    private static final String TABLE =
            """
            open kimi-k3.1-pro            1048576 131072 1048576 tiv EFFORT      FIXED 1   0.20/2/10     -          CURRENT
            open kimi-k3.1-pro-highspeed  1048576 131072 1048576 tiv EFFORT      FIXED 1   -             -          CURRENT
            open kimi-k3                  1048576 131072 1048576 tiv EFFORT      FIXED 1   0.30/3/15     2/20/100   CURRENT
            open kimi-k2.7-code           262144  32768  262144  tiv ALWAYS      FIXED 1   0.19/0.95/4   1.3/6.5/27 CURRENT
            open kimi-k2.7-code-highspeed 262144  32768  262144  tiv ALWAYS      FIXED 1   0.38/1.90/8   -          CURRENT
            open kimi-k2.6                262144  32768  262144  tiv TOGGLE_KEEP FIXED 1   0.16/0.95/4   1.1/6.5/27 CURRENT
            open kimi-k2.5                262144  32768  262144  tiv TOGGLE      FIXED 1   0.10/0.60/3   0.7/4/21   RETIRED
            open kimi-k2-0905-preview     262144  1024   262144  t   NONE        OPEN  0.6 0.15/0.60/2.5 1/4/16     RETIRED
            open kimi-k2-0711-preview     131072  1024   16384   t   NONE        OPEN  0.6 0.15/0.60/2.5 1/4/16     RETIRED
            open kimi-k2-turbo-preview    262144  1024   262144  t   NONE        OPEN  0.6 0.15/1.15/8   1/8/58     RETIRED
            open kimi-k2-thinking         262144  1024   262144  t   ALWAYS      OPEN  1   0.15/0.60/2.5 1/4/16     RETIRED
            open kimi-k2-thinking-turbo   262144  1024   262144  t   ALWAYS      OPEN  1   0.15/1.15/8   1/8/58     RETIRED
            open kimi-latest              131072  1024   131072  ti  NONE        OPEN  0   -             -          RETIRED
            open kimi-thinking-preview    131072  1024   131072  ti  ALWAYS      OPEN  1   -             -          RETIRED
            open moonshot-v1-8k           8192    1024   8192    t   NONE        OPEN  0   0.2/0.2/2     2/2/10     CURRENT
            open moonshot-v1-32k          32768   1024   32768   t   NONE        OPEN  0   1/1/3         5/5/20     CURRENT
            open moonshot-v1-128k         131072  1024   131072  t   NONE        OPEN  0   2/2/5         10/10/30   CURRENT
            open moonshot-v1-8k-vision-preview   8192   1024 8192   ti NONE      OPEN  0   0.2/0.2/2     2/2/10     CURRENT
            open moonshot-v1-32k-vision-preview  32768  1024 32768  ti NONE      OPEN  0   1/1/3         5/5/20     CURRENT
            open moonshot-v1-128k-vision-preview 131072 1024 131072 ti NONE      OPEN  0   2/2/5         10/10/30   CURRENT
            open moonshot-v1-auto         131072  1024   131072  t   NONE        OPEN  0   -             -          CURRENT
            code kimi-for-coding          262144  32768  32768   tiv ALWAYS      FIXED 1   0/0/0         0/0/0      CURRENT
            code kimi-for-coding-highspeed 262144 32768  32768   tiv ALWAYS      FIXED 1   0/0/0         0/0/0      CURRENT
            code k3                       1048576 131072 131072  tiv EFFORT      FIXED 1   0/0/0         0/0/0      CURRENT
            code k3-256k                  262144  131072 131072  tiv EFFORT      FIXED 1   0/0/0         0/0/0      CURRENT
            code k3.1-pro                 1048576 131072 131072  tiv EFFORT      FIXED 1   0/0/0         0/0/0      CURRENT
            code k2p5                     262144  32768  32768   tiv TOGGLE      FIXED 1   0/0/0         0/0/0      CURRENT
            code k2p6                     262144  32768  32768   tiv TOGGLE_KEEP FIXED 1   0/0/0         0/0/0      CURRENT
            code k2p7                     262144  32768  32768   tiv ALWAYS      FIXED 1   0/0/0         0/0/0      CURRENT
            code kimi-k2-thinking         262144  32768  32768   t   ALWAYS      FIXED 1   0/0/0         0/0/0      CURRENT
            code kimi-code                262144  32768  32768   tiv TOGGLE      FIXED 1   0/0/0         0/0/0      CURRENT
            """;

    private final List<ModelFacts> all;
    private final boolean retiredAnswer;

    /** @param retiredAnswer whether models that the platform has switched off answer all the same */
    ModelTable(boolean retiredAnswer) {
        this.retiredAnswer = retiredAnswer;
        List<ModelFacts> models = new ArrayList<>();
        TABLE.lines().map(line -> read(line.split(" +", -1))).forEach(models::add);
        all = List.copyOf(models);
    }

    /** The models that a platform answers for. */
    List<ModelFacts> on(Platform platform) {
        return all.stream()
                .filter(model -> model.membership() == platform.membership())
                .filter(model -> retiredAnswer || model.life() == Life.CURRENT)
                .toList();
    }

    Optional<ModelFacts> find(Platform platform, String id) {
        // Claude Code writes k3[1m] for the long window; the service takes it as k3.
        String plain = id.endsWith("[1m]") ? id.substring(0, id.length() - 4) : id;
        return on(platform).stream().filter(model -> model.id().equals(plain)).findFirst();
    }

    private static ModelFacts read(String[] cell) {
        return new ModelFacts(
                cell[1],
                cell[0].equals("code"),
                Integer.parseInt(cell[2]),
                Integer.parseInt(cell[3]),
                Integer.parseInt(cell[4]),
                cell[5],
                Thinking.valueOf(cell[6]),
                Sampling.valueOf(cell[7]),
                new BigDecimal(cell[8]),
                price(cell[9]),
                price(cell[10]),
                Life.valueOf(cell[11]));
    }

    private static Optional<Price> price(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        String[] part = text.split("/", -1);
        return Optional.of(new Price(new BigDecimal(part[0]), new BigDecimal(part[1]), new BigDecimal(part[2])));
    }
}
