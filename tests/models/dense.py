"""A model's residual with NumPy from its definitions (`mubar.models.equations`), as one vector function.

An independent second way to what the compiled kernels, the elimination of particles and the chain do in
place. Nothing here looks at the solver's workspace but y itself; laws are looked up in the same tables.
"""

import numpy as np

from mubar.core.evaluate import evaluate
from mubar.core.expr import Expr, as_expr
from mubar.models.control import CONTROL, control
from mubar.models.equations import Names
from mubar.models.inspection import with_tables
from mubar.models.pendants.nodes import NodePendants


class DenseModel:
    """F(t, y, ẏ) (n,) of a bound `System`, without its two quadratures (charge and energy)."""

    def __init__(self, system, temperature):
        self.system, self.st, self.eq = system, system.structure, system.structure.eq
        self.n = self.st.n - 2
        cell, readings = system.cell, system.compiled.readings
        values = readings.values(cell, temperature)
        self.numbers = dict(zip(readings.names, values, strict=True))
        found = readings.table_data(cell, temperature, values)
        self.tables = dict(zip(readings.slots, found, strict=True))
        self.rows = {k: v for k, v in system.layers.rows(system.cell).items() if k in self.eq.rows}

        self.terms = self._prepared()

    def _prepared(self):
        """Every expression once, its tables filled in."""
        eq, v, z, x = self.eq, Names(), Names(), Expr.symbol("x")

        def full(e):
            return with_tables((as_expr(e),), self.tables)[0]

        def fill(terms):
            return {name: full(e) for name, e in terms.items()}

        sides = (Names("@left"), Names("@right"))
        return {
            "properties": fill(eq.properties(v)),
            "regions": [fill(r.terms(v, z)) for r in eq.regions],
            "faces": [fill(f.flux(*sides, z)) for f in eq.faces],
            "pendants": [
                self._of_nodes(g, fill, full)
                if isinstance(g, NodePendants)
                else (full(g.exchange(x, v, z)), full(g.potential(x)), full(g.kappa()), full(g.weight(v)))
                for g in eq.pendants
            ],
            "border": fill({eq.border[0]: control(z, Names()), **eq.border_terms(z, Names())}),
        }

    @staticmethod
    def _of_nodes(group, fill, full):
        own, near, far = (Names(side) for side in ("@node", "@near", "@far"))
        return fill(group.terms(own, near, far, Names(), Names())), full(group.weight(own, Names()))

    def _nodes(self, g, group, y, ydot, v, z, found):
        """Residuals (unknowns, nodes) of particles made of nodes, each looked at by itself."""
        terms, weight = self.terms["pendants"][g]
        x, rate = self.st.pendant(y, g), self.st.pendant(ydot, g)
        values, rows = group.numbers(self.system.cell), group.rows
        c = group.unknowns.index(group.conserved)
        out = np.zeros(x.shape)
        for p in range(len(rows.lengths)):
            here = np.flatnonzero(rows.chain == p)
            around = {k: a[group.home[p]] for k, a in v.items()} | z
            mean, drift = values["volume"][here] @ x[c, here], values["volume"][here] @ rate[c, here]
            for i, e in enumerate(here):
                near, far = here[max(i - 1, 0)], here[min(i + 1, len(here) - 1)]
                local = around | {f"{k}@node": a[e] for k, a in values.items()}
                local |= {"x_mean@node": mean, "x_mean_t@node": drift}
                for b, u in enumerate(group.unknowns):
                    local |= {f"{u}@node": x[b, e], f"{u}_t@node": rate[b, e]}
                    local |= {f"{u}@near": x[b, near], f"{u}@far": x[b, far]}
                for b, u in enumerate(group.unknowns):
                    out[b, e] = evaluate(terms[u], local)
            lost = -values["volume"][here] @ rate[c, here]
            for name, gain in group.gain.items():
                found[name][group.home[p]] += gain * evaluate(weight, local) * lost
        return out

    def residual(self, t, y, ydot):
        return self._all(t, y, ydot)[0]

    def functionals(self, t, y, ydot):
        return self._all(t, y, ydot)[1]

    def _all(self, t, y, ydot):
        st, eq, nv, terms = self.st, self.eq, self.st.nv, self.terms
        z = {name: y[st.border_index(name)] for name in eq.border} | {"time": t, "begun": 0.0} | self.numbers
        z |= {name: self.system.w[st.numbers[name]] for name in CONTROL}
        v = {u: y[st.unknown(u)] for u in eq.unknowns} | {f"{u}_t": ydot[st.unknown(u)] for u in eq.unknowns}
        v |= self.rows
        v |= {k: np.broadcast_to(evaluate(e, v | z), nv) for k, e in terms["properties"].items()}
        names = (*eq.unknowns, *eq.functionals)
        found = {name: np.zeros(nv) for name in names}

        start = 0
        for region, local_terms in zip(eq.regions, terms["regions"], strict=True):
            here = slice(start, start + region.count)
            local = {k: a[here] for k, a in v.items()} | z
            for name, term in local_terms.items():
                found[name][here] += evaluate(term, local)
            start += region.count
        for faces, local_terms in zip(eq.faces, terms["faces"], strict=True):
            left = np.arange(faces.start, faces.start + faces.count)
            local = (
                {f"{k}@left": a[left] for k, a in v.items()}
                | {f"{k}@right": a[left + 1] for k, a in v.items()}
                | z
            )
            for name in local_terms.keys() & set(names):
                through = np.broadcast_to(evaluate(local_terms[name], local), faces.count)
                found[name][left] += through
                if name in eq.unknowns:
                    found[name][left + 1] -= through

        shells = []
        for g, group in enumerate(eq.pendants):
            if isinstance(group, NodePendants):
                shells.append(self._nodes(g, group, y, ydot, v, z, found))
                continue
            exchange, potential, kappa, weight = terms["pendants"][g]
            inside, rate = st.pendant(y, g), st.pendant(ydot, g)
            local = {k: a[group.home] for k, a in v.items()} | z
            j = np.broadcast_to(evaluate(exchange, local | {"x": inside[-1]}), len(group.home))
            P = evaluate(potential, z | {"x": inside})
            outward = -group.shells.conductance[:-1, None] * np.diff(P, axis=0)
            mass = group.shells.mass
            balance = mass[:, 1, None] * rate
            balance[1:] += mass[1:, 0, None] * rate[:-1]
            balance[:-1] += mass[:-1, 2, None] * rate[1:]
            balance[:-1] += outward
            balance[1:] -= outward
            balance[-1] += evaluate(kappa, local) * j
            shells.append(balance)
            for name, gain in group.gain.items():
                np.add.at(found[name], group.home, gain * evaluate(weight, local) * j)

        phi = {name: found[name].sum() for name in eq.functionals}
        F = y.copy()  # what has no equation of the model's is a placeholder, y = 0
        for u in eq.unknowns:
            F[st.unknown(u)] = found[u]
        for g, balance in enumerate(shells):
            st.pendant(F, g)[...] = balance
        for name, term in terms["border"].items():
            F[st.border_index(name)] = evaluate(term, z | phi)
        return F, np.array(list(phi.values()))

    def newton_matrix(self, t, y, ydot, cj):
        """∂F/∂y + c_j ∂F/∂ẏ by central differences, (n, n), and the same of the functionals."""
        columns, gradients = [], []
        for i in range(self.n):
            h = 1e-6 * max(abs(y[i]), 1e-2)
            ends = []
            for sign in (1.0, -1.0):
                moved, rate = y.copy(), ydot.copy()
                moved[i] += sign * h
                rate[i] += sign * cj * h
                ends.append(self._all(t, moved, rate))
            columns.append((ends[0][0] - ends[1][0]) / (2.0 * h))
            gradients.append((ends[0][1] - ends[1][1]) / (2.0 * h))
        return np.array(columns).T, np.array(gradients).T
