using FollowUpFlows.Domain.Enrollments;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Tests.Fast.Support;
using FsCheck.Fluent;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Domain.Enrollments;

public sealed class EnrollmentTests
{
    /// <summary>Expected value: Python's <c>hashlib</c> and <c>base64</c>. It is in stores and in orchestrations: it stays for ever.</summary>
    [Fact]
    public void IdOf_Cause_IsTheKnownVector() => Assert.Equal(
        "new-customer-follow:wy4udyvpvk7bxhu6pbw2e76kan",
        Enrollment.IdOf("new-customer-follow", "cfqcaowtslxroqkvbqbrhyiu4w", Admission.KeyOfOrder("shopify-main", "5551")));

    [Fact]
    public void IdOf_AnyCause_IsShortLowerCaseAndFitsKeys() => Law.Holds(
        from length in Gen.Choose(1, JourneyDefinition.IdLengthMax)
        from order in Gen.Elements("5551", "#1001/A?", "受注-7", new string('9', 500))
        select Enrollment.IdOf(new string('j', length), CustomerIdentity.IdOf("shopify", "1"), Admission.KeyOfOrder("shopify-main", order)),
        id => id.Length <= 100 && !id.Any(char.IsUpper) && id.IndexOfAny(['/', '\\', '#', '?']) < 0);

    [Fact]
    public void IdOf_OtherJourneyCustomerOrCause_IsAnother() => Assert.Equal(4, new[]
    {
        Enrollment.IdOf("a", "c1", "shopify-main|1"),
        Enrollment.IdOf("b", "c1", "shopify-main|1"),
        Enrollment.IdOf("a", "c2", "shopify-main|1"),
        Enrollment.IdOf("a", "c1", "shopify-main|2"),
    }.Distinct().Count());

    [Fact]
    public void BusinessKeyOf_SameOrderIdInTwoSources_AreTwoCauses() =>
        Assert.NotEqual(Admission.KeyOfOrder("shopify-main", "1"), Admission.KeyOfOrder("shopify-second", "1"));

    [Fact]
    public void NextWait_OverOrNot_SaysExactlyOneOfTheTwo()
    {
        Cursor cursor = new("e", "c1", "j", 1, "thanks");
        DateTimeOffset due = DateTimeOffset.UnixEpoch;
        Assert.Equal(new NextWait(cursor, due, null), NextWait.Until(cursor, due));
        Assert.Equal(new NextWait(cursor, null, EndReason.Completed), NextWait.Ended(cursor, EndReason.Completed));
    }
}
