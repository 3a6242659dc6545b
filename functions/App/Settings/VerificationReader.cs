using System.Globalization;
using FollowUpFlows.Domain.Enrollments;

namespace FollowUpFlows.App.Settings;

/// <summary>Reads the section <c>Verification</c>: how the shop measures what its marketing gains.</summary>
internal static class VerificationReader
{
    private const int NameLengthMax = 60;

    public static ShopHoldout ReadHoldout(SettingsReader settings) => new(
        Share(settings),
        settings.Parse("Verification:HoldoutName", ShopHoldout.DefaultName, NameOf, $"a name of at most {NameLengthMax} characters"));

    private static string? NameOf(string text) => text.Length <= NameLengthMax ? text : null;

    private static decimal Share(SettingsReader settings)
    {
        const string Name = "Verification:Holdout";
        if (settings.Text(Name) is not { } text)
        {
            return ShopHoldout.None.Share;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal share) && share is >= 0 and < 1)
        {
            return share;
        }

        settings.Refuse(Name, $"'{text}' cannot be used; write the share of customers who get no marketing, from 0 to below 1, such as 0.05");
        return ShopHoldout.None.Share;
    }
}
