package dev.shida.manuscript;

import dev.shida.content.PartKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels that say which part of a story follows, alone on a line ({@code 【评析】}) or at the beginning of one
 * ({@code 评语：…}): those that are well known, and those that most stories of an article have.
 */
final class ImportLabels {

    /** A label and what is around it, at the beginning of a line. */
    private static final Pattern BEGINNING = Pattern.compile("[\\h\\p{Z}]*+(?:"
            + "[【\\[［〔「『《〈<（(](?<bracketed>[^】\\]］〕」』》〉>）)]{1,20})[】\\]］〕」』》〉>）)][\\h\\p{Z}]*[:：]?"
            + "|(?<plain>[\\p{L}\\p{M}·]{1,12}|\\p{Lu}[\\p{L} ]{2,24})[\\h\\p{Z}]*[:：])[\\h\\p{Z}]*");

    /** The longest line that may be a label and nothing else. */
    private static final int LONGEST = 24;

    private static final Pattern COMMENTARY = Pattern.compile(
            "(?i).*(?:评|評|析|论|論|读|讀|意义|意義|理由|影响|影響|点睛|观察|看点|價值|价值|comment|why|analysis|verdict|解説|コメント|解說|해설|의미|평).*");

    /** What stands before a colon in any text, but heads no part. */
    private static final Pattern CREDIT = Pattern.compile(
            "(?i).*(?:图|圖|摄|攝|来源|來源|供图|记者|編輯|编辑|责编|時間|时间|日期|地点|photo|image|source|credit|写真|出典|사진|출처|기자).*");

    /** @param end where the text after the label begins; the length of the line where there is none */
    record ImportLabel(PartKind part, String name, int end, boolean isAlone) {}

    /**
     * What may be a label.
     *
     * @param known the part of which it is a well-known label
     */
    record LabelCandidate(String name, Optional<PartKind> known, int end, boolean isAlone) {}

    private final Map<String, PartKind> parts;

    private ImportLabels(Map<String, PartKind> parts) {
        this.parts = parts;
    }

    /** @param stories where each story begins and the next one would, in ascending order */
    static ImportLabels of(List<ImportLine> lines, List<Integer> stories, ImportDeadline deadline) {
        Map<String, PartKind> parts = new LinkedHashMap<>();
        Map<String, Set<Integer>> where = new LinkedHashMap<>();
        Map<String, Integer> first = new HashMap<>();
        for (int story = 0; story + 1 < stories.size(); story++) {
            for (int i = stories.get(story) + 1; i < stories.get(story + 1); i++) {
                int position = i - stories.get(story);
                int each = story;
                deadline.step();
                lines.get(i).label().ifPresent(found -> {
                    found.known.ifPresent(part -> parts.put(found.name, part));
                    where.computeIfAbsent(found.name, name -> new HashSet<>()).add(each);
                    first.merge(found.name, position, Math::min);
                });
            }
        }
        Set<PartKind> taken = EnumSet.noneOf(PartKind.class);
        taken.addAll(parts.values());
        int most = Math.max(3, (int) Math.ceil((stories.size() - 1) * 0.7));
        List<String> unknown = new ArrayList<>();
        where.forEach((name, in) -> {
            if (in.size() >= most
                    && !parts.containsKey(name)
                    && !CREDIT.matcher(name).matches()) {
                unknown.add(name);
            }
        });
        for (String name : unknown) {
            boolean leads = first.getOrDefault(name, 0) == 1
                    && !COMMENTARY.matcher(name).matches();
            PartKind part = leads && (unknown.size() > 1 || !taken.isEmpty()) ? PartKind.REPLAY : PartKind.COMMENTARY;
            if (taken.add(part)) {
                parts.put(name, part);
            }
        }
        return new ImportLabels(parts);
    }

    /** Whether no story has a label. */
    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The label that a line is or begins with. */
    Optional<ImportLabel> at(ImportLine line) {
        return line.label()
                .flatMap(found -> Optional.ofNullable(parts.get(found.name))
                        .map(part -> new ImportLabel(part, found.name, found.end, found.isAlone)));
    }

    /** Whether a line is a well-known label, or begins with one. */
    static boolean isKnown(ImportLine line) {
        return line.label().flatMap(LabelCandidate::known).isPresent();
    }

    /** What may be a label at the beginning of a line; the line has it once it was found. */
    static Optional<LabelCandidate> found(ImportLine line) {
        String text = line.text();
        if (line.numeral().isPresent()) {
            return Optional.empty();
        }
        Matcher beginning = BEGINNING.matcher(text);
        if (beginning.lookingAt()) {
            String name =
                    beginning.group("bracketed") == null ? beginning.group("plain") : beginning.group("bracketed");
            boolean isAlone = WhiteSpace.isWhite(text.substring(beginning.end()));
            return found(name, beginning.end(), isAlone);
        }
        boolean isShort = line.width() <= LONGEST && !ImportWords.endsSentence(text);
        return isShort ? found(text, text.length(), true) : Optional.empty();
    }

    /** Without a letter or digit it is none. */
    private static Optional<LabelCandidate> found(String name, int end, boolean isAlone) {
        String stripped = WhiteSpace.strip(name);
        return stripped.codePoints().anyMatch(Character::isLetterOrDigit)
                ? Optional.of(new LabelCandidate(stripped, PartNames.WELL_KNOWN.named(stripped), end, isAlone))
                : Optional.empty();
    }
}
