using System.Text;
using FollowUpFlows.App.Api;
using FollowUpFlows.Domain.Journeys;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline.Ledger;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>What the page of preferences sends.</summary>
public sealed class PreferenceFormTests
{
    private static readonly Topic[] Topics = [new("news", new LocalText("新商品", "News")), new("events", new LocalText("催し", "Events"))];

    [Fact]
    public void Read_EverythingChosen_IsThat()
    {
        PreferenceChange change = Read("channel=email&channel=line&topic=events&frequency=monthly&pause=60").Change!;
        Assert.Equal([Channel.Email, Channel.Line], change.Channels.Order());
        Assert.Equal(["events"], change.Topics);
        Assert.Equal(["news", "events"], change.Offered);
        Assert.Equal((MailFrequency.Monthly, new PauseChoice.For(60)), (change.Frequency, change.Pause));
    }

    [Fact]
    public void Read_EmptyBoxes_AreRefusals()
    {
        PreferenceChange change = Read("frequency=normal&pause=none").Change!;
        Assert.Empty(change.Channels);
        Assert.Empty(change.Topics);
        Assert.Equal(new PauseChoice.None(), change.Pause);
    }

    [Fact]
    public void Read_PauseThatGoesOn_IsKept() => Assert.Equal(new PauseChoice.Keep(), Read("frequency=weekly&pause=keep").Change!.Pause);

    [Theory]
    [InlineData("", "frequency,pause")]
    [InlineData("frequency=normal", "pause")]
    [InlineData("frequency=daily&pause=none", "frequency")]
    [InlineData("frequency=normal&frequency=weekly&pause=none", "frequency")]
    [InlineData("frequency=normal&pause=31", "pause")]
    [InlineData("frequency=normal&pause=-30", "pause")]
    [InlineData("frequency=normal&pause=", "pause")]
    [InlineData("frequency=normal&pause=none&channel=fax", "channel")]
    [InlineData("frequency=normal&pause=none&channel=0", "channel")]
    [InlineData("frequency=normal&pause=none&topic=other&topic=news", "topic")]
    [InlineData("{\"frequency\":\"normal\"}", "frequency,pause")]
    [InlineData("\0\ufffd%zz=%&&==", "frequency,pause")]
    public void Read_AnythingElse_NamesTheFieldAndSavesNothing(string body, string faults)
    {
        PreferenceForm form = Read(body);
        Assert.Equal((null, false, faults), (form.Change, form.IsAllOff, string.Join(',', form.Faults)));
    }

    [Fact]
    public void Read_TheButtonThatEndsEverything_NeedsNothingElse()
    {
        PreferenceForm form = Read("all-off=1&frequency=nonsense");
        Assert.True(form.IsAllOff);
        Assert.Null(form.Change);
        Assert.Empty(form.Faults);
    }

    private static PreferenceForm Read(string body) => PreferenceForm.Read(Encoding.UTF8.GetBytes(body), Topics);
}
