using FollowUpFlows.Domain.Analytics;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Analytics;

/// <summary>Expected values were computed with 30 digits by mpmath (error function, incomplete gamma and beta functions).</summary>
public sealed class NormalTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.15865525393145705)]
    [InlineData(1.96, 0.024997895148220434)]
    [InlineData(5, 2.8665157187919391e-7)]
    [InlineData(8, 6.2209605742717841e-16)]
    [InlineData(-1, 0.84134474606854295)]
    public void UpperTail_IsExactFarOut(double z, double expected) =>
        Assert.Equal(1, Normal.UpperTail(z) / expected, 12);

    [Theory]
    [InlineData(0.975, 1.9599639845400542)]
    [InlineData(0.9, 1.2815515655446005)]
    [InlineData(0.5, 0)]
    [InlineData(0.001, -3.0902323061678135)]
    public void Quantile_UndoesTheTail(double share, double expected) => Assert.Equal(expected, Normal.Quantile(share), 11);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    public void Quantile_OfNoShare_IsRefused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(share));

    [Theory]
    [InlineData(1, 3.841458820694124, 0.05)]
    [InlineData(2, 5.991464547107979, 0.05)]
    [InlineData(9, 16.918977604620448, 0.05)]
    [InlineData(1, 22.7748, 1.8213841927736526e-6)]
    [InlineData(100, 80, 0.92966493334060505)]
    public void GammaTail_OfChiSquare_IsThatOfTheTables(int degrees, double value, double expected) =>
        Assert.Equal(1, GammaFunction.UpperTail(degrees / 2.0, value / 2) / expected, 11);

    [Theory]
    [InlineData(2.228138852, 10, 0.0499999999988365)]
    [InlineData(3, 2.5, 0.0725760955490318)]
    [InlineData(-3, 2.5, 0.0725760955490318)]
    [InlineData(0, 7, 1)]
    public void StudentTails_AreThoseOfTheTables(double t, double degrees, double expected) =>
        Assert.Equal(expected, BetaFunction.StudentTails(t, degrees), 12);

    [Fact]
    public void BetaTail_AtBothEnds_IsNothingAndAll()
    {
        Assert.Equal(0, BetaFunction.LowerTail(2, 3, 0));
        Assert.Equal(1, BetaFunction.LowerTail(2, 3, 1));
        Assert.Equal(0.5, BetaFunction.LowerTail(7, 7, 0.5), 12);
    }
}
