using System.Text.RegularExpressions;
using FollowUpFlows.Domain.Ledger;
using FollowUpFlows.Pipeline.Sending.Messages;
using FollowUpFlows.Tests.Fast.Pipeline.Messages;
using Xunit;

namespace FollowUpFlows.Tests.Fast.Kit;

/// <summary>What the kit's messages say: to whom nothing may be sold, to whom nothing may be cheaper, and what no shop could keep.</summary>
public sealed partial class KitWordsTests
{
    /// <summary>In full-width characters: more is cut off in the list of a phone's inbox.</summary>
    private const int SubjectMax = 30;
    private const int PreheaderMax = 45;
    private const int LineBubblesMax = 2;

    public static TheoryData<string> AllRanks => KitPlanTests.Ranks;

    public static TheoryData<string> Steady => ["repeater", "semi-royal", "royal"];

    [Theory]
    [InlineData("prospect")]
    [InlineData("new")]
    [InlineData("early")]
    public Task Letters_BeforeTheThirdOrder_RecommendNothing(string rank) => AssertWithoutAsync(rank, Selling());

    [Theory]
    [MemberData(nameof(AllRanks))]
    public Task Letters_OfferNoDiscounts(string rank) => AssertWithoutAsync(rank, Discounts());

    /// <summary>The product knows no coupons, points or parcels, and a superlative would need a proof (景品表示法).</summary>
    [Theory]
    [MemberData(nameof(AllRanks))]
    public Task Letters_PromiseNothingThatNobodyKeeps(string rank) => AssertWithoutAsync(rank, Promises());

    [Theory]
    [InlineData("こちらもおすすめです")]
    [InlineData("合わせて使えるもの")]
    [InlineData("関連商品のご案内")]
    [InlineData("人気ランキング")]
    [InlineData("新商品が届きました")]
    public void Selling_IsSeen(string words) => Assert.Matches(Selling(), words);

    [Theory]
    [InlineData("クーポンを差し上げます")]
    [InlineData("10％OFF")]
    [InlineData("二割引")]
    [InlineData("お値引きします")]
    [InlineData("お得な機会")]
    [InlineData("ポイント二倍")]
    public void Discount_IsSeen(string words) => Assert.Matches(Discounts(), words);

    [Theory]
    [InlineData("日本一の品")]
    [InlineData("必ずご満足いただけます")]
    [InlineData("マイページからご覧ください")]
    [InlineData("荷物の追跡番号")]
    [InlineData("（ここに店名）")]
    [InlineData("ご覧になられましたか")]
    public void Promise_IsSeen(string words) => Assert.Matches(Promises(), words);

    /// <summary>Cross-sell is for those who have come back twice, and the kit has it there.</summary>
    [Fact]
    public async Task Repeaters_AreShownWhatGoesTogether() =>
        Assert.Contains(StarterKit.Messages(await StarterKit.OfAsync("repeater")), m => Selling().IsMatch(m.Words(MessageCases.Full)));

    [Theory]
    [MemberData(nameof(AllRanks))]
    public async Task Mails_HaveASubjectAndAPreheaderThatFitAPhone(string rank)
    {
        foreach (KitMessage mail in StarterKit.Messages(await StarterKit.OfAsync(rank)).Where(m => m.Channel == Channel.Email))
        {
            RenderedEmail email = mail.Email(MessageCases.Full);
            Assert.InRange(email.Subject.Length, 1, SubjectMax);
            Assert.InRange(email.Preheader.Length, 1, PreheaderMax);
            Assert.DoesNotContain(email.Subject, email.Preheader, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(AllRanks))]
    public async Task LineMessages_AreShorterThanTheMail_AndFewBubbles(string rank)
    {
        foreach (KitMessage line in StarterKit.Messages(await StarterKit.OfAsync(rank)).Where(m => m.Channel == Channel.Line))
        {
            Assert.InRange(line.Bubbles(MessageCases.Full).Count, 1, LineBubblesMax);
            int length = line.Words(MessageCases.Full).Length;
            int ofMail = (line with { Channel = Channel.Email }).Email(MessageCases.Full).Text.Length;
            Assert.True(length < ofMail * 0.7, $"{line.File} has {length} characters, its mail {ofMail}.");
        }
    }

    /// <summary>Opinions come by reply: there is no form that a link could lead to.</summary>
    [Theory]
    [MemberData(nameof(AllRanks))]
    public async Task Letters_LeadNowhereButToTheShop(string rank)
    {
        foreach (KitMessage message in StarterKit.Messages(await StarterKit.OfAsync(rank)))
        {
            string source = StarterKit.Templates.Files[$"messages/{message.File}"];
            Assert.DoesNotMatch(@"https?:|mailto:|tel:", source);
            Assert.DoesNotContain("{{shop.url}}/", source, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(AllRanks))]
    public async Task Rank_IsAskedForItsOpinionOnBothChannels(string rank)
    {
        string ask = Assert.Single(StarterKit.Messages(await StarterKit.OfAsync(rank)).Select(m => m.Id).Distinct(), id => id == $"{rank}-ask");
        Assert.Contains("返信", new KitMessage(ask, Channel.Email).Words(MessageCases.Minimal), StringComparison.Ordinal);
        Assert.Contains("トーク", new KitMessage(ask, Channel.Line).Words(MessageCases.Minimal), StringComparison.Ordinal);
    }

    /// <summary>Steady customers are known: what is written to them is not what first-time buyers read.</summary>
    [Theory]
    [MemberData(nameof(Steady))]
    public async Task SteadyRanks_ShareNoLetterWithFirstTimeBuyers(string rank)
    {
        IEnumerable<KitMessage> first = StarterKit.Messages(await StarterKit.OfAsync("new"));
        Assert.Empty(StarterKit.Messages(await StarterKit.OfAsync(rank)).Intersect(first));
    }

    /// <summary>The day's second message repeats nothing of the receipt.</summary>
    [Theory]
    [InlineData("new-welcome")]
    [InlineData("early-welcome-back")]
    [InlineData("repeater-thanks")]
    [InlineData("semi-royal-thanks")]
    [InlineData("royal-thanks")]
    public void FirstEvening_SaysNothingOfTheReceipt(string id)
    {
        string receipt = new KitMessage("thank-you", Channel.Email).Words(MessageCases.Full);
        string letter = new KitMessage(id, Channel.Email).Words(MessageCases.Full);
        Assert.All(["A-1001", "¥5,980", "検品", "発送"], w => Assert.True(receipt.Contains(w, StringComparison.Ordinal) && !letter.Contains(w, StringComparison.Ordinal), w));
    }

    private static async Task AssertWithoutAsync(string rank, Regex words)
    {
        foreach (KitMessage message in StarterKit.Messages(await StarterKit.OfAsync(rank)))
        {
            foreach (MergeData customer in new[] { MessageCases.Full, MessageCases.Minimal })
            {
                Match found = words.Match(message.Words(customer));
                Assert.False(found.Success, $"{message.File}: {found.Value}");
            }
        }
    }

    [GeneratedRegex("おすすめ|オススメ|お薦め|合わせて使|あわせて使|一緒に買|関連商品|新商品|新作|人気|ランキング|売れ筋|ラインナップ")]
    internal static partial Regex Selling();

    [GeneratedRegex("クーポン|割引|値引|値下げ|セール|半額|特価|お得|無料|プレゼント|ポイント|[0-9０-９]+ ?[%％]|OFF|オフ|円引")]
    internal static partial Regex Discounts();

    [GeneratedRegex("日本一|世界一|業界|最高|最安|絶対|必ず|完全|永久|No\\.1|マイページ|会員ページ|追跡|問い合わせフォーム|アンケート|[（\\[]ここに|になられ|○○|〇〇|準ロイヤル|リピーター")]
    internal static partial Regex Promises();
}
