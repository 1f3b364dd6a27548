package aprendiz.transformers.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A trunk with a head: what tensors it needs and how it computes. */
public record Network(Family family, Head head) {

    /** Methods that do not depend on what the trunk and the head are. */
    private static final String PROGRAM = """
              # ids, types, mask: int64 [batch, length] -> [batch, width]
              def answer(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
                return self.compute(ids, types, mask, w, False)

              def compute(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor], train: bool) -> Tensor:
                x = self.hidden(ids, types, mask, w[:{trunk}], train)
                return self.head(x, mask, w[{trunk}:], train)

              def forward(self, x: Tensor) -> Tensor:
                return x
            """;

    /** All tensors, trunk first, in the order in which the program takes them. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(family.trunk());
        all.addAll(head.parameters(family));
        return List.copyOf(all);
    }

    /** TorchScript with a method {@code answer(ids, types, mask, w) -> [batch, width]}, in evaluation mode. */
    public String program() {
        int trunk = family.trunk().size();
        return Template.fill(PROGRAM, Map.of("trunk", trunk)) + family.program() + head.program(family);
    }
}
