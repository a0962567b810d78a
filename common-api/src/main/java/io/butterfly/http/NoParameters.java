package io.butterfly.http;

/** The parameters of a call that takes none: it refuses any name. */
public record NoParameters() {}
