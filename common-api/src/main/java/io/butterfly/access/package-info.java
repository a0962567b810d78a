/**
 * Who calls, and what he may do.
 *
 * <p>A caller shows a token: one of the {@link io.butterfly.access.TokenFile}, a JWT
 * ({@link io.butterfly.access.JwtTokens}), or the token that our services share. {@link io.butterfly.access.Access}
 * makes an {@link io.butterfly.access.Identity} of it, or says why it cannot. Tokens are kept as SHA-256; they are
 * random and 256 bits long, so that a hash without salt gives nothing away. An address that shows many wrong tokens is
 * refused for a while without a look ({@link io.butterfly.access.FailureLimit}).
 */
package io.butterfly.access;
