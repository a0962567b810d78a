/**
 * The house rules as tests: how packages may depend on each other, and what only one place may do. Every module runs
 * {@link HouseRules}.
 */
package io.butterfly.house;
