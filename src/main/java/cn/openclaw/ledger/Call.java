package cn.openclaw.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One call to a model, before it is known what came of it.
 *
 * @param id unique
 * @param at when it was made
 * @param day the same in the person's time zone
 * @param caller in whose name
 * @param provider who serves the model
 * @param model its id
 * @param profile which of the keys, by the name people know it by; never the key
 * @param api the wire format
 */
public record Call(
        String id, Instant at, LocalDate day, Caller caller, String provider, String model, Optional<String> profile, String api) {}
