package aprendiz.transformers.export;

/** A setting of an operation: an {@code AttributeProto}. */
record Attribute(Proto proto) {

    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int INTS = 7;

    static Attribute of(String name, float value) {
        return new Attribute(new Proto().text(1, name).decimal(2, value).number(20, FLOAT));
    }

    static Attribute of(String name, long value) {
        return new Attribute(new Proto().text(1, name).number(3, value).number(20, INT));
    }

    static Attribute of(String name, long... values) {
        Proto proto = new Proto().text(1, name);
        for (long value : values) {
            proto.number(8, value);
        }
        return new Attribute(proto.number(20, INTS));
    }
}
