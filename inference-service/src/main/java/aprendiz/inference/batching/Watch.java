package aprendiz.inference.batching;

/** Is told what a batcher does. */
public interface Watch {

    /** Nobody looks. */
    Watch NONE = new Watch() {
        @Override
        public void computed(int texts, int length, int real, long nanos) {}

        @Override
        public void dropped(int texts) {}
    };

    /**
     * A batch was computed.
     *
     * @param length of the longest text, to which all were filled up
     * @param real tokens of the texts themselves
     */
    void computed(int texts, int length, int real, long nanos);

    /** Texts were thrown out that nobody waited for any more. */
    void dropped(int texts);
}
