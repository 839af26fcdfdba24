package dev.shida.edge;

/** Names the resource that a request is for, so that requests can be counted by it. */
public interface RouteTemplates {
    /** What a path is counted as where no resource has it. */
    String NOT_FOUND = "NOT_FOUND";

    /**
     * The template of a path, such as {@code /v1/stories/{id}}: one of a fixed number, whatever is asked for.
     *
     * @param path as in the request; may be no path at all
     * @return {@link #NOT_FOUND} if there is none
     */
    String of(String path);
}
