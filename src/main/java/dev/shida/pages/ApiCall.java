package dev.shida.pages;

import dev.shida.http.Link;
import java.util.List;
import java.util.Optional;

/**
 * A request to the API that gives what a page shows.
 *
 * @param link to what is asked for
 * @param url the same in full
 * @param shown where a browser is shown the answer: it is sent on to a page from what has one
 * @param answer where the page has it
 */
record ApiCall(Link link, String url, Link shown, Optional<JsonView> answer) {
    /** How the request is made in a language or by a tool, to be copied. */
    record Sample(String name, String code) {}

    /** An address has no character that means anything in a string of these languages. */
    public List<Sample> samples() {
        return List.of(
                new Sample("curl", "curl '" + url + "'"),
                new Sample("JavaScript", """
                        const response = await fetch('%s');
                        const answer = await response.json();""".formatted(url)),
                new Sample("Kotlin", """
                        val answer = java.net.URI("%s").toURL().readText()""".formatted(url)),
                new Sample("Swift", """
                        let url = URL(string: "%s")!
                        let (data, _) = try await URLSession.shared.data(from: url)
                        let answer = try JSONSerialization.jsonObject(with: data)""".formatted(url)),
                new Sample("Python", """
                        import json, urllib.request
                        answer = json.load(urllib.request.urlopen("%s"))""".formatted(url)));
    }
}
