/** The packaged services as processes of their own, to be driven, measured or killed. */
package aprendiz.journey.process;
