using System.Globalization;
using FollowUpFlows.Channels.Line;
using FollowUpFlows.Domain.Shared;
using FollowUpFlows.Pipeline;

namespace FollowUpFlows.Cli.Output;

/// <summary>Writes what is left of the month's LINE messages.</summary>
internal sealed class LineQuotaOutput(SummaryFormat format, Language language)
{
    /// <param name="reserve">So many are kept for transactional messages.</param>
    public void Write(TextWriter output, LineQuotaState quota, LineQuotaLevel level, long reserve, ShopCalendar calendar)
    {
        if (format == SummaryFormat.Json)
        {
            Json.Write(output, new { quota.Limit, quota.Used, quota.Left, quota.Share, Level = level, Reserve = reserve, quota.ReadAt });
            return;
        }

        bool isJa = language == Language.Ja;
        string at = $"{calendar.DateOf(quota.ReadAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {calendar.TimeOf(quota.ReadAt).ToString("HH:mm", CultureInfo.InvariantCulture)}";
        output.WriteLine(isJa ? $"今月のLINE配信（{at}現在）" : $"LINE messages of this month (as of {at})");
        output.WriteLine(isJa ? $"  配信済み  約{Count(quota.Used)}通（手作業の配信を含む）" : $"  used      about {Count(quota.Used)}, with what people send by hand");
        if (quota is not { Limit: { } limit, Left: { } left, Share: { } share })
        {
            output.WriteLine(isJa ? "  上限      なし" : "  limit     none");
            return;
        }

        string percent = (share * 100).ToString("0.#", CultureInfo.InvariantCulture);
        output.WriteLine(isJa ? $"  上限      {Count(limit)}通（{percent}%を使用）" : $"  limit     {Count(limit)} ({percent} % used)");
        output.WriteLine(isJa ? $"  残り      {Count(left)}通{Word(level)}" : $"  left      {Count(left)}{Word(level)}");
        if (reserve > 0)
        {
            output.WriteLine(isJa
                ? $"  取り置き  {Count(reserve)}通はご注文のお知らせなどのために残します{(left <= reserve ? "。いま、販促はほかの手段で届きます" : "")}"
                : $"  reserve   {Count(reserve)} are kept for transactional messages{(left <= reserve ? "; marketing goes by other channels now" : "")}");
        }
    }

    private string Word(LineQuotaLevel level) => (level, language) switch
    {
        (LineQuotaLevel.High, Language.Ja) => "。残りが少なくなっています",
        (LineQuotaLevel.High, _) => "; getting few",
        (LineQuotaLevel.Critical, Language.Ja) => "。まもなく送れなくなります。プランを確かめてください",
        (LineQuotaLevel.Critical, _) => "; soon nothing can be sent: look at the plan",
        _ => "",
    };

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
