package io.butterfly.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.butterfly.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed descriptions of the calls are OpenAPI 3.1; each service's own test compares them with the service. */
class ApiDocumentsTest {
    private static final Set<String> METHODS = Set.of("get", "post");

    private static JsonNode document(String service) throws IOException {
        return Json.tree(Files.readString(SourceTree.ROOT.resolve("docs/api/" + service + ".json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ruqi", "baichuan", "xingqiao"})
    void the_parts_that_openapi_wants_are_there(String service) throws IOException {
        JsonNode document = document(service);

        assertThat(document.path("openapi").asText()).startsWith("3.1.");
        assertThat(document.at("/info/title").asText()).isEqualTo(service);
        assertThat(document.at("/info/version").asText()).isNotEmpty();
        List<String> ids = new ArrayList<>();
        document.get("paths").properties().forEach(path -> {
            assertThat(path.getKey()).startsWith("/");
            assertThat(path.getValue().properties()).hasSize(1).allSatisfy(operation -> {
                assertThat(METHODS).contains(operation.getKey());
                ids.add(operation.getValue().path("operationId").asText());
                checkOperation(operation.getValue());
            });
        });
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().doesNotContain("");
    }

    private static void checkOperation(JsonNode operation) {
        operation.path("parameters").forEach(parameter -> {
            assertThat(parameter.path("name").asText()).isNotEmpty();
            assertThat(parameter.path("in").asText()).isEqualTo("query");
            assertThat(parameter.has("schema")).isTrue();
        });
        assertThat(operation.path("responses").properties()).isNotEmpty().allSatisfy(response -> {
            assertThat(response.getKey()).matches("[1-5][0-9][0-9]");
            assertThat(response.getValue().has("description")
                            || response.getValue().has("$ref"))
                    .isTrue();
        });
        assertThat(operation.path("security")).isNotEmpty().allSatisfy(wanted -> assertThat(wanted.path("bearer"))
                .hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ruqi", "baichuan", "xingqiao"})
    void every_reference_leads_somewhere(String service) throws IOException {
        JsonNode document = document(service);

        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ruqi", "baichuan", "xingqiao"})
    void every_schema_is_one_of_json_schema_2020_12(String service) throws IOException {
        JsonNode document = document(service);
        var rules = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012));
        List<JsonNode> schemas = new ArrayList<>(document.findValues("schema"));
        document.at("/components/schemas").forEach(schemas::add);

        assertThat(schemas).hasSizeGreaterThan(20).allSatisfy(schema -> assertThat(rules.validate(schema))
                .as(schema.toString())
                .isEmpty());
    }
}
