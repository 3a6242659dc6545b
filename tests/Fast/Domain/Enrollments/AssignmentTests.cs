using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

public sealed class AssignmentTests
{
    private static readonly string[] Customers = [.. Enumerable.Range(0, 20_000).Select(i => $"c{i}")];

    /// <summary>Twenty thousand throws: five standard deviations of a fifth are 283.</summary>
    [Fact]
    public void ArmOf_ManyCustomers_FollowsTheWeights()
    {
        int[] counts = Counts(Split("test", ("a", 1), ("b", 3), ("c", 1)));
        Assert.InRange(counts[0], 3_717, 4_283);
        Assert.InRange(counts[1], 11_650, 12_350);
        Assert.InRange(counts[2], 3_717, 4_283);
    }

    [Fact]
    public void ArmOf_SameIdsInAnotherOrder_IsTheSameArm() => Law.Holds(Gen.Elements(Customers), customer =>
    {
        Step.Split split = Split("test", ("a", 1), ("b", 2), ("c", 1));
        Step.Split turned = Split("test", ("c", 1), ("b", 2), ("a", 1));
        return split.Choices[Assignment.ArmOf(split, customer)].Id == turned.Choices[Assignment.ArmOf(turned, customer)].Id;
    });

    /// <summary>Who leaves an arm goes to the new one: nobody changes between those that were there.</summary>
    [Fact]
    public void ArmOf_WithOneArmMore_MovesOnlyThoseWhoGoThere()
    {
        Step.Split before = Split("test", ("a", 1), ("b", 1));
        Step.Split after = Split("test", ("a", 1), ("b", 1), ("c", 1));
        string[] moved = [.. Customers.Where(c => Assignment.ArmOf(before, c) != Assignment.ArmOf(after, c))];
        Assert.All(moved, c => Assert.Equal(2, Assignment.ArmOf(after, c)));
        Assert.InRange(moved.Length, 6_333, 7_000);
    }

    /// <summary>Another experiment throws anew: of those in one arm a half is in the same of the other.</summary>
    [Fact]
    public void ArmOf_OtherExperiment_IsAnotherThrow()
    {
        Step.Split one = Split("one", ("a", 1), ("b", 1));
        Step.Split other = Split("other", ("a", 1), ("b", 1));
        Assert.InRange(Customers.Count(c => Assignment.ArmOf(one, c) == Assignment.ArmOf(other, c)), 9_646, 10_354);
    }

    [Fact]
    public void ArmOf_WithoutWeight_TakesNobody()
    {
        Assert.Equal(0, Counts(Split("test", ("a", 1), ("b", 0)))[1]);
        Assert.All(Customers.Take(100), c => Assert.Equal(0, Assignment.ArmOf(Split("test", ("a", 0), ("b", 0)), c)));
    }

    /// <summary>Kept for ever: a customer must not change arms with a new version of the program.</summary>
    [Fact]
    public void ArmOf_KnownCustomers_StaysAsItWas() => Assert.Equal(
        KnownArms, string.Concat(Customers.Take(40).Select(c => Assignment.ArmOf(Split("how-to-subject", ("a", 1), ("b", 1), ("nothing", 0.5m)), c))));

    private const string KnownArms = "1012011111201021221100111000011121101102";

    private static int[] Counts(Step.Split split)
    {
        int[] counts = new int[split.Choices.Count];
        foreach (string customer in Customers)
        {
            counts[Assignment.ArmOf(split, customer)]++;
        }

        return counts;
    }

    private static Step.Split Split(string experiment, params (string Id, decimal Weight)[] arms) =>
        new("s", new StepTiming.AtOnce(), experiment, [.. arms.Select(a => new SplitArm(a.Id, a.Weight, []))]);
}
