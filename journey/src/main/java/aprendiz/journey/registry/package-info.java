/** What the registry does in a second, with large files and with many versions. */
package aprendiz.journey.registry;
