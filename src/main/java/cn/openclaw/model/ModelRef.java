package cn.openclaw.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model's full name, {@code provider/model}: which provider to ask, and for which of its models. */
public record ModelRef(String provider, String model) {

    /** Reads {@code moonshot/kimi-k2-thinking}. Only the first slash separates: model ids may hold more. Empty if it is no reference. */
    public static Optional<ModelRef> parse(String text) {
        int slash = text.indexOf('/');
        String provider = slash < 0 ? "" : text.substring(0, slash).strip();
        String model = text.substring(slash + 1).strip();
        return provider.isEmpty() || model.isEmpty() ? Optional.empty() : Optional.of(new ModelRef(provider, model));
    }

    /** By hand, like {@link #hashCode}: what the JDK makes for a record it makes anew in each process, which costs a short command 10 ms. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModelRef ref && provider.equals(ref.provider) && model.equals(ref.model);
    }

    @Override
    public int hashCode() {
        return 31 * provider.hashCode() + model.hashCode();
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
