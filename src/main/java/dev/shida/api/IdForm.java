package dev.shida.api;

import dev.shida.content.EditionContent;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/** The form of the ids in a representation, as the OpenAPI document says it. */
final class IdForm {
    /** A regular expression; an id of an edition or a story is made of ids that editors choose, and longer. */
    static final String PATTERN = "^[a-z0-9-]+$";

    static final int MAX_EDITION = EditionContent.MAX_ID + 5;
    static final int MAX_STORY = MAX_EDITION + 1 + EditionContent.MAX_ID;

    private IdForm() {}

    /** The declaration of the parameter {@code id} of a path. */
    static Parameter inPath(String ofWhat, String example) {
        return OASFactory.createParameter()
                .name("id")
                .in(In.PATH)
                .required(true)
                .description("The id of " + ofWhat + ".")
                .schema(OASFactory.createSchema().ref("#/components/schemas/Id"))
                .example(example);
    }
}
