package io.butterfly.http.openapi;

import io.butterfly.access.Role;
import io.butterfly.api.Json;
import io.butterfly.http.Api;
import io.butterfly.http.FileReply;
import io.butterfly.http.NoParameters;
import jakarta.inject.Singleton;

/** The description as a file, by its usual name, and by one that leads to this service behind a gateway. */
@Singleton
class OpenApiCalls {
    private final OpenApi api;

    OpenApiCalls(OpenApi api) {
        this.api = api;
    }

    @Api(
            value = {"/{service}/openapi.json", "/openapi.json"},
            role = Role.VIEWER,
            reads = true,
            summary = "Describes all calls of this service: this document")
    FileReply document(NoParameters none) {
        return new FileReply("application/json", Json.bytes(api.document()));
    }
}
