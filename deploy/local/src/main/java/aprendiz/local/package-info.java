/** The platform on one machine: PostgreSQL, Kafka and the three services as processes, without containers. */
package aprendiz.local;
