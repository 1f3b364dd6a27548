package aprendiz.journey.load;

/** When requests come. */
public sealed interface Arrivals {

    /** So many clients, each of which asks again as soon as it is answered. */
    record Closed(int clients) implements Arrivals {
        @Override
        public String toString() {
            return clients + (clients == 1 ? " client" : " clients");
        }
    }

    /** As of many people who do not wait for each other: so many a second on average, whatever becomes of those before. */
    record Poisson(double perSecond, long seed) implements Arrivals {}
}
