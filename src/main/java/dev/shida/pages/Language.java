package dev.shida.pages;

import dev.shida.content.Label;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language of the interface. The content keeps its own. */
enum Language {
    ZH("zh-Hans", "中文", "zh_CN", "yyyy年M月d日"),
    EN("en", "English", "en_GB", "d MMMM yyyy");

    private final String tag;
    private final String ownName;
    private final String openGraph;
    private final DateTimeFormatter date;

    Language(String tag, String ownName, String openGraph, String date) {
        this.tag = tag;
        this.ownName = ownName;
        this.openGraph = openGraph;
        this.date = DateTimeFormatter.ofPattern(date, Locale.ENGLISH);
    }

    /** The language with this id. */
    static Optional<Language> of(@Nullable String id) {
        return Arrays.stream(values())
                .filter(language -> language.id().equals(id))
                .findFirst();
    }

    /** The name by which the parameter {@code lang} calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The BCP 47 tag of what is written in it here. */
    public String tag() {
        return tag;
    }

    /** What those call it who speak it. */
    public String ownName() {
        return ownName;
    }

    /** What Open Graph calls it. */
    public String openGraph() {
        return openGraph;
    }

    /** The one that a page can be switched to. */
    public Language other() {
        return this == ZH ? EN : ZH;
    }

    public String say(Label label) {
        return label.in(tag);
    }

    /** What the interface says in it. */
    Messages messages() {
        return MessageBundles.get(Messages.class, Localized.Literal.of(id()));
    }

    /** A day. */
    public String date(LocalDate day) {
        return date.format(day);
    }

    /** The day of a moment, in an offset from UTC. */
    public String date(Instant moment, ZoneOffset offset) {
        return date.format(moment.atOffset(offset));
    }
}
