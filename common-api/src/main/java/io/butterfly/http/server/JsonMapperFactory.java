package io.butterfly.http.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.butterfly.api.Json;
import io.micronaut.context.annotation.BootstrapContextCompatible;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.jackson.ObjectMapperFactory;
import jakarta.inject.Singleton;

/** Micronaut's clients and endpoints read and write JSON exactly as the rest of the project does. */
@Factory
@BootstrapContextCompatible
final class JsonMapperFactory {
    @Singleton
    @Primary
    @BootstrapContextCompatible
    @Replaces(value = ObjectMapper.class, factory = ObjectMapperFactory.class)
    ObjectMapper jsonMapper() {
        return Json.mapper().copy().findAndRegisterModules(); // Micronaut's own error bodies have optional members
    }
}
