using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FollowUpFlows.Domain.Journeys;

namespace FollowUpFlows.Domain.Enrollments;

/// <summary>Who falls into which arm of an experiment (振り分け).</summary>
public static class Assignment
{
    /// <summary>Index of the customer's arm. Depends on the ids of experiment, customer and arms and on the weights alone: not on the order
    /// in the file, nor on what happens. Where an arm is added or gets more weight, only those change who go there.</summary>
    /// <param name="split">Where no arm has any weight, the first takes everybody.</param>
    /// <remarks>Weighted rendezvous hashing: each arm draws −w / ln(u) with u of a hash, and the highest takes the customer. Thaler and
    /// Ravishankar, "Using name-based mappings to increase hit rates", IEEE/ACM Transactions on Networking 6 (1998).</remarks>
    public static int ArmOf(Step.Split split, string customerId) =>
        split.Choices.Index().MaxBy(c => c.Item.Weight > 0 ? (double)c.Item.Weight / -Math.Log(Drawn(split.ExperimentId, customerId, c.Item.Id)) : 0).Index;

    /// <summary>Above 0 and below 1, evenly.</summary>
    private static double Drawn(string experimentId, string customerId, string armId)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{experimentId}|{customerId}|{armId}"));
        return ((BinaryPrimitives.ReadUInt64BigEndian(hash) >> 12) + 0.5) / (1UL << 52);
    }
}
