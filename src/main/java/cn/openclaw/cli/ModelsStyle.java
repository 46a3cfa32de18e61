package cn.openclaw.cli;

import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.Lifecycle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Small shapes that several {@code models} commands print. */
final class ModelsStyle {
    private ModelsStyle() {}

    static String dim(Cli cli, String text) {
        return cli.screen().colour() ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    static String word(Lifecycle.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** A number of money as people write it: no trailing noughts, at most four decimals. */
    static String amount(double value) {
        BigDecimal number = BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0, RoundingMode.UNNECESSARY).toPlainString() : number.toPlainString();
    }

    /** {@code ¥2 / ¥20 / ¥100}: cached input, input, output. */
    static String prices(Cost cost, String sign) {
        return sign + amount(cost.cacheRead()) + " / " + sign + amount(cost.input()) + " / " + sign + amount(cost.output());
    }

    static String sign(java.util.Optional<Currency> currency) {
        return currency.map(Currency::sign).orElse("");
    }

    /** A time span a person takes in at a glance: {@code 45s}, {@code 12m}, {@code 3h}, {@code 2d}. */
    static String span(long millis) {
        long seconds = Math.max(1, (millis + 999) / 1000);
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return (seconds + 59) / 60 + "m";
        }
        return seconds < 86_400 ? (seconds + 3599) / 3600 + "h" : (seconds + 86_399) / 86_400 + "d";
    }
}
