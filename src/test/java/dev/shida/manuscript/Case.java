package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change to the small manuscript and the faults that it makes, as the files in {@code cases} have them: after {@code -}
 * the lines, or the part of a line, that are replaced, after {@code +} those in their place, then the faults.
 * <code>{U+3000}</code> is that character, <code>{301*长}</code> so many of it.
 */
record Case(String piece, String replacement, List<String> faults) {
    private static final Pattern CHARACTER = Pattern.compile("\\{U\\+([0-9A-F]+)}");
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)\\*([^}]+)}");

    static Stream<Case> in(String file) {
        return Arrays.stream(Samples.text("/cases/" + file).split("\n\n+")).map(Case::of);
    }

    private static Case of(String block) {
        List<String> faults = new ArrayList<>();
        block.lines().filter(line -> line.startsWith("line ")).forEach(faults::add);
        return new Case(lines(block, "- "), lines(block, "+ "), faults);
    }

    private static String lines(String block, String prefix) {
        String lines = block.lines()
                .filter(line -> line.startsWith(prefix) || line.equals(prefix.strip()))
                .map(line -> line.substring(Math.min(prefix.length(), line.length())))
                .collect(Collectors.joining("\n"));
        return decoded(lines);
    }

    /** The text with the characters that its braces stand for. */
    static String decoded(String text) {
        String repeated = REPEATED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1)))));
        return CHARACTER
                .matcher(repeated)
                .replaceAll(
                        match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
    }

    String manuscript() {
        return Samples.small(piece, replacement);
    }
}
