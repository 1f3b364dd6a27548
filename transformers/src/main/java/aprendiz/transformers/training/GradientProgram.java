package aprendiz.transformers.training;

import aprendiz.transformers.network.Network;
import aprendiz.transformers.training.objective.Objective;

/**
 * TorchScript that computes a loss with its gradients. Random numbers begin anew at every layer, so that a layer that is
 * computed twice draws the same ones.
 */
record GradientProgram(Network network, Objective<?> objective, boolean recomputed) {

    private static final String SHARED = """
              # the loss of the trunk's vectors; labels and valid are the objective's
              def learned(self, x: Tensor, mask: Tensor, labels: Tensor, places: Tensor, valid: Tensor, seed: int,
                          w: List[Tensor]) -> Tensor:
                torch.manual_seed(seed + {layers} + 1)
                return self.loss(self.answers(x, mask, places, w, True), labels, valid)

              # tensors that share memory with w; the first ones do not learn
              def leaves(self, w: List[Tensor], frozen: int) -> List[Tensor]:
                leaves = annotate(List[Tensor], [])
                for i in range(len(w)):
                  leaves.append(torch.requires_grad_(torch.detach(w[i]), i >= frozen))
                return leaves

              # -> the sum of the losses, how many answers are right
              def measure(self, ids: Tensor, types: Tensor, mask: Tensor, labels: Tensor, places: Tensor, valid: Tensor,
                          w: List[Tensor]) -> List[Tensor]:
                return self.measure_head(self.hidden(ids, types, mask, w, False), mask, labels, places, valid, w)

              def measure_head(self, x: Tensor, mask: Tensor, labels: Tensor, places: Tensor, valid: Tensor,
                               w: List[Tensor]) -> List[Tensor]:
                y = self.answers(x, mask, places, w, False)
                return [self.loss(y, labels, valid), torch.to(self.right(y, labels), 6)]

              # x: what a trunk that does not learn says, [batch, length, hidden]
              def head_gradients(self, x: Tensor, mask: Tensor, labels: Tensor, places: Tensor, valid: Tensor,
                                 control: Tensor, w: List[Tensor]) -> List[Tensor]:
                leaves = self.leaves(w, int(control[0]))
                loss = self.learned(x, mask, labels, places, valid, int(control[1]), leaves)
                results = [torch.detach(loss)]
                for gradient in torch.grad([loss], leaves[int(control[0]):]):
                  results.append(unchecked_cast(Tensor, gradient))
                return results

              def vectors(self, ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
                return self.hidden(ids, types, mask, w, False)

              def accumulate(self, sums: List[Tensor], more: List[Tensor]) -> float:
                torch._foreach_add_(sums, more)
                return 0.0

            """;

    /** control: int64 [tensors that do not learn, seed, first layer that has something to learn]. */
    private static final String WHOLE = """
              # -> the loss, then its gradient for each weight that learns
              def gradients(self, ids: Tensor, types: Tensor, mask: Tensor, labels: Tensor, places: Tensor, valid: Tensor,
                            control: Tensor, w: List[Tensor]) -> List[Tensor]:
                frozen, seed = int(control[0]), int(control[1])
                leaves = self.leaves(w, frozen)
                torch.manual_seed(seed)
                x = self.embed(ids, types, leaves[:{embeddings}], True)
                text = self.text(mask)
                for i in range({layers}):
                  torch.manual_seed(seed + 1 + i)
                  x = self.layer_at(i, x, text, leaves, True)
                loss = self.learned(x, mask, labels, places, valid, seed, leaves)
                results = [torch.detach(loss)]
                for gradient in torch.grad([loss], leaves[frozen:]):
                  results.append(unchecked_cast(Tensor, gradient))
                return results

            """;

    private static final String RECOMPUTED = """
              # the same, but of every layer only its input is kept until its gradients are computed
              def gradients(self, ids: Tensor, types: Tensor, mask: Tensor, labels: Tensor, places: Tensor, valid: Tensor,
                            control: Tensor, w: List[Tensor]) -> List[Tensor]:
                frozen, seed, first = int(control[0]), int(control[1]), int(control[2])
                leaves = self.leaves(w, frozen)
                learning = leaves[frozen:]
                text = self.text(mask)
                torch.set_grad_enabled(False)
                torch.manual_seed(seed)
                inputs = [self.embed(ids, types, w[:{embeddings}], True)]
                for i in range({layers}):
                  torch.manual_seed(seed + 1 + i)
                  inputs.append(self.layer_at(i, inputs[i], text, w, True))
                torch.set_grad_enabled(True)

                x = torch.requires_grad_(inputs.pop(), True)
                loss = self.learned(x, mask, labels, places, valid, seed, leaves)
                found = torch.grad([loss], [x] + learning, None, None, False, True)
                results = annotate(List[Optional[Tensor]], [])
                for i in range(len(learning)):
                  results.append(found[i + 1])
                loss = torch.detach(loss)
                for j in range({layers} - first):
                  i = {layers} - 1 - j
                  x = torch.requires_grad_(inputs.pop(), True)
                  torch.manual_seed(seed + 1 + i)
                  y = self.layer_at(i, x, text, leaves, True)
                  found = torch.grad([y], [x] + learning, [found[0]], None, False, True)
                  results = self.added(results, found)
                if frozen < {embeddings}:
                  torch.manual_seed(seed)
                  y = self.embed(ids, types, leaves[:{embeddings}], True)
                  more = annotate(List[Optional[Tensor]], [])
                  more.append(None)
                  for gradient in torch.grad([y], learning, [found[0]], None, False, True):
                    more.append(gradient)
                  results = self.added(results, more)
                gradients = [loss]
                for gradient in results:
                  gradients.append(unchecked_cast(Tensor, gradient))
                return gradients

              # sums, with what was found for each but the first, which is the input's
              def added(self, sums: List[Optional[Tensor]], found: List[Optional[Tensor]]) -> List[Optional[Tensor]]:
                results = annotate(List[Optional[Tensor]], [])
                for i in range(len(sums)):
                  one, other = sums[i], found[i + 1]
                  if one is None:
                    results.append(other)
                  elif other is None:
                    results.append(one)
                  else:
                    results.append(unchecked_cast(Tensor, one) + unchecked_cast(Tensor, other))
                return results

            """;

    String text() {
        String program = SHARED + (recomputed ? RECOMPUTED : WHOLE) + objective.program();
        return program.replace("{layers}", Integer.toString(network.family().layers()))
                .replace("{embeddings}", Integer.toString(network.family().tensorsUpTo(0)));
    }
}
