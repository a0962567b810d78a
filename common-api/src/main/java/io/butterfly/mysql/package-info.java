/**
 * What the services with a database share: the manual's connection URLs, transactions that repeat themselves when InnoDB asks for it, a few
 * lines to run SQL, and the schema that is brought up to date as soon as the database can be reached.
 */
package io.butterfly.mysql;
