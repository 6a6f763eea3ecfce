"""BG/NBD and Gamma-Gamma: likelihoods, their maximum, and what they predict.

The beta-geometric/NBD model of Fader, Hardie and Lee ("Counting Your Customers" the Easy Way,
Marketing Science 24, 2005) says how often a customer with x repeat purchases, the last of them at
t_x of T, buys in the time to come, and how likely he is still a customer at all. The Gamma-Gamma
model of Fader and Hardie (The Gamma-Gamma Model of Monetary Value, 2013) says what he spends on a
purchase. Times are in weeks.

Only this module needs SciPy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize, root
from scipy.special import digamma, gammaln, hyp2f1

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# Of a prior on the logarithms of the parameters, normal with mean 0: with a standard deviation of
# three they may differ by factors of hundreds, but where hardly anybody stays away they do not run
# off to infinity.
PRIOR_DEVIATION = 3.0
# Of parameters. Sums differ by machine in their last digits, and the place of the maximum by more:
# some ten digits are the same everywhere.
DIGITS = 6


@dataclass(frozen=True)
class Purchases:
    """Customers who are alike, with how many they are: repeat purchases, last of them, age."""

    repeats: Numbers
    recency: Numbers
    age: Numbers
    customers: Numbers


@dataclass(frozen=True)
class PurchaseModel:
    """Parameters of BG/NBD; alpha is in weeks."""

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, data: Purchases) -> float:
        """Return the logarithm of the likelihood of the purchases."""
        x, n = data.repeats, data.customers
        start = (
            gammaln(self.r + x)
            - gammaln(self.r)
            + self.r * np.log(self.alpha)
            + gammaln(self.a + self.b)
            + gammaln(self.b + x)
            - gammaln(self.b)
            - gammaln(self.a + self.b + x)
        )
        alive = -(self.r + x) * np.log(self.alpha + data.age)
        # Whoever never came back cannot have left: customers leave after a repeat purchase.
        with np.errstate(divide="ignore", invalid="ignore"):
            left = np.where(
                x > 0,
                np.log(self.a / (self.b + x - 1))
                - (self.r + x) * np.log(self.alpha + data.recency),
                -np.inf,
            )
        return float(np.sum(n * (start + np.logaddexp(alive, left))))

    def slopes(self, data: Purchases) -> Numbers:
        """Return the derivatives of the logarithm of the likelihood by r, alpha, a and b."""
        x, n = data.repeats, data.customers
        active = self.active(x, data.recency, data.age)
        left = 1 - active
        both = digamma(self.a + self.b) - digamma(self.a + self.b + x)
        by_r = digamma(self.r + x) - digamma(self.r) + np.log(self.alpha)
        by_r -= active * np.log(self.alpha + data.age) + left * np.log(self.alpha + data.recency)
        by_alpha = self.r / self.alpha - (self.r + x) * (
            active / (self.alpha + data.age) + left / (self.alpha + data.recency)
        )
        by_a = both + left / self.a
        by_b = both + digamma(self.b + x) - digamma(self.b)
        by_b -= left / np.where(x > 0, self.b + x - 1, 1)
        return np.array([np.sum(n * each) for each in (by_r, by_alpha, by_a, by_b)])

    def active(self, x: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """Return the probability that a customer is still one."""
        with np.errstate(divide="ignore", invalid="ignore"):
            odds = np.where(
                x > 0,
                np.log(self.a / (self.b + x - 1))
                + (self.r + x) * np.log((self.alpha + age) / (self.alpha + recency)),
                -np.inf,
            )
        result: Numbers = 1 / (1 + np.exp(np.minimum(odds, 700)))
        return result

    def expected(self, time: float, x: Numbers, recency: Numbers, age: Numbers) -> Numbers:
        """Return the expected purchases in a time to come, as the authors write it."""
        c = self.a + self.b + x - 1
        shrink = ((self.alpha + age) / (self.alpha + age + time)) ** (self.r + x)
        series = hyp2f1(self.r + x, self.b + x, c, time / (self.alpha + age + time))
        whole = c / (self.a - 1) * (1 - shrink * series)
        result: Numbers = whole * self.active(x, recency, age)
        return result


@dataclass(frozen=True)
class AmountModel:
    """Parameters of Gamma-Gamma; gamma is an amount. q is above 1, or there would be no mean."""

    p: float
    q: float
    gamma: float

    def log_likelihood(self, count: Numbers, mean: Numbers) -> float:
        """Return the logarithm of the likelihood of mean amounts over a count of purchases."""
        shape = self.p * count
        return float(
            np.sum(
                gammaln(shape + self.q)
                - gammaln(shape)
                - gammaln(self.q)
                + self.q * np.log(self.gamma)
                + (shape - 1) * np.log(mean)
                + shape * np.log(count)
                - (shape + self.q) * np.log(self.gamma + mean * count)
            )
        )

    def slopes(self, count: Numbers, mean: Numbers) -> Numbers:
        """Return the derivatives of the logarithm of the likelihood by p, q and gamma."""
        shape, total = self.p * count, self.gamma + mean * count
        rest = digamma(shape + self.q) - np.log(total)
        by_p = count * (rest - digamma(shape) + np.log(mean) + np.log(count))
        by_q = rest - digamma(self.q) + np.log(self.gamma)
        by_gamma = self.q / self.gamma - (shape + self.q) / total
        return np.array([np.sum(each) for each in (by_p, by_q, by_gamma)])

    def expected(self, count: Numbers, total: Numbers) -> Numbers:
        """Return the expected amount of a purchase after purchases of a total amount."""
        result: Numbers = self.p * (self.gamma + total) / (self.p * count + self.q - 1)
        return result


def fit_purchases(data: Purchases, *, prior: float = PRIOR_DEVIATION) -> tuple[PurchaseModel, bool]:
    """Return the parameters of the highest likelihood, and whether they were found.

    Args:
        data: The customers.
        prior: Standard deviation of the logarithms of the parameters around 0; infinite for none.
    """
    scale = float(np.average(data.age, weights=data.customers)) or 1.0

    def model(logs: Numbers) -> PurchaseModel:
        r, alpha, a, b = (float(value) for value in np.exp(logs))
        return PurchaseModel(r, alpha * scale, a, b)

    def slopes(logs: Numbers) -> Numbers:
        at = model(logs)
        return at.slopes(data) * (at.r, at.alpha, at.a, at.b)

    logs, is_found = _maximum(lambda logs: model(logs).log_likelihood(data), slopes, 4, prior)
    found = model(logs)
    return PurchaseModel(*map(_rounded, (found.r, found.alpha, found.a, found.b))), is_found


def fit_amounts(
    count: Numbers, mean: Numbers, *, prior: float = PRIOR_DEVIATION
) -> tuple[AmountModel, bool]:
    """Return the parameters of the highest likelihood of mean amounts, and whether they were found.

    Args:
        count: Purchases of each customer, at least 1.
        mean: Their mean amount, above 0.
        prior: As in `fit_purchases`.
    """
    scale = float(np.mean(mean))

    def model(logs: Numbers) -> AmountModel:
        p, q, gamma = (float(value) for value in np.exp(logs))
        return AmountModel(p, 1 + q, gamma * scale)

    def slopes(logs: Numbers) -> Numbers:
        at = model(logs)
        return at.slopes(count, mean) * (at.p, at.q - 1, at.gamma)

    logs, is_found = _maximum(
        lambda logs: model(logs).log_likelihood(count, mean), slopes, 3, prior
    )
    found = model(logs)
    return AmountModel(_rounded(found.p), _rounded(found.q), _rounded(found.gamma)), is_found


def _maximum(
    log_likelihood: Callable[[Numbers], float],
    slopes: Callable[[Numbers], Numbers],
    size: int,
    prior: float,
) -> tuple[Numbers, bool]:
    def loss(logs: Numbers) -> float:
        return -log_likelihood(logs) + float(np.sum((logs / prior) ** 2)) / 2

    def loss_slopes(logs: Numbers) -> Numbers:
        return -slopes(logs) + logs / prior**2

    # A simplex finds the region from afar, gradients the place in it. Where the likelihood is as
    # good as flat they stop anywhere; the place where all slopes are 0 is the same on all machines.
    rough = minimize(loss, np.zeros(size), method="Nelder-Mead", options={"maxiter": 120 * size})
    fine = minimize(loss, rough.x, jac=loss_slopes, method="L-BFGS-B", options={"ftol": 1e-13})
    near = fine if fine.fun <= rough.fun else rough
    exact = np.asarray(root(loss_slopes, near.x, tol=1e-13).x, dtype=np.float64)
    is_same = bool(np.all(np.abs(exact - near.x) < 0.01))
    best = exact if is_same else np.asarray(near.x, dtype=np.float64)
    return best, is_same and bool(np.all(np.abs(best) < 15))


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
