package aprendiz.transformers.network;

import aprendiz.transformers.network.Head.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * A trunk with a head: what tensors it needs and how it computes.
 *
 * @param scaffolding tensors that a training needs beside, and that its result has not
 */
public record Network(Family family, Head head, Computing computing, List<Parameter> scaffolding) {

    /** Methods that do not depend on what the trunk and the head are. */
    private static final String PROGRAM = """
              # ids, types, mask: int64 [batch, length] -> what the head answers, in evaluation mode
              def answer(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
                return self.compute(ids, types, mask, w, False)

              def compute(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                return self.head(self.hidden(ids, types, mask, w, train), mask, w, train)
            """;

    /** What a program must have; nobody calls it. */
    private static final String FORWARD = """
              def forward(self, x: Tensor) -> Tensor:
                return x
            """;

    /** For heads that answer for each token. */
    private static final String PLACES = """
              # places: int64 [places], row * length + column -> answers for these tokens only: [places, width]
              def answer_at(self, ids: Tensor, types: Tensor, mask: Tensor, places: Tensor, w: List[Tensor]) -> Tensor:
                x = torch.flatten(self.hidden(ids, types, mask, w, False), 0, 1)
                return self.head(torch.index_select(x, 0, places), mask, w, False)
            """;

    public Network {
        scaffolding = List.copyOf(scaffolding);
    }

    /** One that needs nothing beside. */
    public Network(Family family, Head head, Computing computing) {
        this(family, head, computing, List.of());
    }

    /** Computed as usual. */
    public Network(Family family, Head head) {
        this(family, head, Computing.USUAL);
    }

    /** The same, computed in another way; it may have adapters now, or none. */
    public Network with(Computing how) {
        return new Network(family, head, how, scaffolding);
    }

    /** The same without anything beside. */
    public Network bare() {
        return new Network(family, head, Computing.USUAL);
    }

    /**
     * All tensors, trunk first, then the head's, then the scaffolding, then adapters, in the order in which the program
     * takes them.
     */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(family.trunk());
        all.addAll(head.parameters(family));
        all.addAll(scaffolding);
        all.addAll(adapters());
        return List.copyOf(all);
    }

    /** The adapters' tensors. */
    public List<Parameter> adapters() {
        return computing.adapters().map(lora -> lora.parameters(family)).orElse(List.of());
    }

    /** What the class of Hugging Face's library has beside these, and nobody computes with: a bare BERT's pooler. */
    public List<Parameter> companions() {
        boolean bare = head.className().equals("Model");
        return switch (family) {
            case Bert bert -> bare ? bert.pooler() : List.of();
            case DistilBert distilBert -> List.of();
        };
    }

    /** The class of Hugging Face's library that has these weights: {@code BertForSequenceClassification}. */
    public String className() {
        return family.className() + head.className();
    }

    /** How many numbers one answer has. */
    public int width() {
        return head.width(family);
    }

    /** TorchScript with a method {@code answer(ids, types, mask, w)}, in evaluation mode. */
    public String program() {
        return methods() + FORWARD;
    }

    /** The program without a {@code forward}, which libtorch asks for. */
    public String methods() {
        String methods = head.scope() == Scope.TOKEN ? PROGRAM + PLACES : PROGRAM;
        return methods + family.program(computing) + head.program(family);
    }
}
