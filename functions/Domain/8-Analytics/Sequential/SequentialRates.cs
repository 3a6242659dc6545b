namespace FollowUpFlows.Domain.Analytics;

/// <summary>Whether two rates differ, for shops that look every day and stop when they have seen enough: however often one looks, a false alarm
/// comes with a chance of at most α. Exact for every size and every rate, also for a shop of a hundred customers.</summary>
/// <remarks>
/// Evidence is a wager against "both are alike" that cannot be won in the long run when they are: its expectation stays at most 1, so that it
/// reaches 1/α with a chance of at most α (Ville 1939). Customers come in blocks that hold some of each arm. For a block of nₐ and n_b of
/// them and the pooled rate θ of all blocks before, each log odds ratio δ of a grid wagers Π p(θₐ)/p(θ) · Π p(θ_b)/p(θ), where nₐθₐ + n_bθ_b
/// = (nₐ + n_b)θ and logit θ_b − logit θₐ = δ; the evidence is the mean over the grid. Turner, Ly and Grünwald, "Generic e-variables for
/// exact sequential k-sample tests that allow for optional stopping", Journal of Statistical Planning and Inference 230 (2024).
/// </remarks>
/// <param name="harmOnly">Whether only a higher rate of the variant is looked for: of complaints, say.</param>
public sealed class SequentialRates(bool harmOnly = false)
{
    /// <summary>Before the first block the rate is taken for one in ten, weakly.</summary>
    private const double PriorHits = 0.5;

    private const double PriorTrials = 5;

    /// <summary>Blocks grow with what is known, so that the work does not.</summary>
    private const int BlocksOfAll = 100;

    private readonly Wager[] wagers = [.. Sizes.SelectMany(s => harmOnly ? new[] { new Wager(s) } : [new Wager(s), new Wager(-s)])];
    private Block block;
    private long hits;
    private long trials;

    /// <summary>The wager's worth now; 1 at the beginning.</summary>
    public double Evidence => wagers.Average(w => Math.Exp(Math.Min(w.Log, LogMax)));

    /// <summary>The highest worth so far, ≥ 1.</summary>
    public double HighestEvidence { get; private set; } = 1;

    /// <summary>1 over the highest worth: may be compared with α at any time, as often as one likes (always-valid p-value).</summary>
    public double PValue => 1 / HighestEvidence;

    /// <summary>One customer more, in the order in which they entered: the order may depend on nothing that they did afterwards.</summary>
    /// <param name="isVariant">Which arm.</param>
    public void Take(bool isVariant, bool isHit)
    {
        block = block.With(isVariant, isHit);
        if (block.HasBoth && block.Trials * BlocksOfAll >= trials)
        {
            Close();
        }
    }

    private void Close()
    {
        double rate = (hits + PriorHits) / (trials + PriorTrials);
        foreach (Wager wager in wagers)
        {
            wager.Take(block, rate);
        }

        hits += block.BaseHits + block.VariantHits;
        trials += block.Trials;
        block = default;
        HighestEvidence = Math.Max(HighestEvidence, Evidence);
    }

    private const double LogMax = 600;

    private static readonly double[] Sizes = [0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8, 1.12, 1.6];

    private sealed class Wager(double logOddsRatio)
    {
        public double Log { get; private set; }

        public void Take(Block block, double rate)
        {
            double odds = Math.Exp(logOddsRatio);
            double share = (double)block.Bases / block.Trials;
            double k = odds - 1;
            double b = share + ((1 - share) * odds) - (rate * k);
            double baseRate = 2 * rate / (b + Math.Sqrt((b * b) + (4 * share * k * rate)));
            double variantRate = odds * baseRate / (1 + (k * baseRate));
            Log += Part(block.BaseHits, block.Bases, baseRate, rate) + Part(block.VariantHits, block.Variants, variantRate, rate);
        }

        private static double Part(long hits, long trials, double wagered, double rate) =>
            (hits * Math.Log(wagered / rate)) + ((trials - hits) * Math.Log((1 - wagered) / (1 - rate)));
    }

    private readonly record struct Block(long Bases, long BaseHits, long Variants, long VariantHits)
    {
        public bool HasBoth => Bases > 0 && Variants > 0;

        public long Trials => Bases + Variants;

        public Block With(bool isVariant, bool isHit) => isVariant
            ? this with { Variants = Variants + 1, VariantHits = VariantHits + (isHit ? 1 : 0) }
            : this with { Bases = Bases + 1, BaseHits = BaseHits + (isHit ? 1 : 0) };
    }
}
