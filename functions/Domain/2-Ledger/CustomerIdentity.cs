using System.Globalization;
using System.Text;
using FollowUpFlows.Domain.Intake;
using FollowUpFlows.Domain.Shared;

namespace FollowUpFlows.Domain.Ledger;

/// <summary>By what a customer is known again.</summary>
public static class CustomerIdentity
{
    /// <summary>With what the name of a LINE account begins.</summary>
    public const string LinePrefix = "line:";

    private const int HashLength = 26;

    /// <summary>The permanent id of a customer that a source names: <c>c</c> and 25 base32 characters.</summary>
    /// <param name="sourceKind">Within what the external id is unique: the kind of shop system, and of kinds whose shops number their
    /// customers each for itself, the configured source, too; without <c>|</c>.</param>
    public static string IdOf(string sourceKind, string externalId) => "c" + OpaqueId.Of(25, sourceKind, externalId);

    /// <summary>The permanent id of a guest, known only by e-mail.</summary>
    /// <param name="normalizedEmail">As <see cref="NormalizeEmail"/> gives it.</param>
    public static string IdOfGuest(string normalizedEmail) => IdOf("email", normalizedEmail);

    /// <summary>The permanent id of a friend whom LINE alone knows.</summary>
    /// <param name="lineUserId">As <see cref="NormalizeLineUserId"/> gives it.</param>
    public static string IdOfFriend(string lineUserId) => IdOf("line", lineUserId);

    /// <summary>The name under which whoever has the LINE account is looked up.</summary>
    /// <param name="lineUserId">As <see cref="NormalizeLineUserId"/> gives it.</param>
    public static string AliasOfLine(string lineUserId) => LinePrefix + OpaqueId.Of(HashLength, lineUserId);

    /// <summary>Lower case, half width, without surrounding blanks; null when it cannot be an address.</summary>
    public static string? NormalizeEmail(string? email)
    {
        if (email is null || !IsWellFormed(email))
        {
            return null;
        }

        string text = email.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        int at = text.IndexOf('@', StringComparison.Ordinal);
        bool isAddress = at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && text.Length <= 254
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format || c is '<' or '>' or ',' or ';' or '"');
        return isAddress ? text : null;
    }

    /// <summary>Digits only, Japan's country code written as the leading zero; null when fewer than nine or more than fifteen remain.</summary>
    public static string? NormalizePhone(string? phone)
    {
        if (phone is null || !IsWellFormed(phone))
        {
            return null;
        }

        string text = phone.Normalize(NormalizationForm.FormKC).Trim();
        string digits = string.Concat(text.Where(char.IsAsciiDigit));
        bool isJapanese = digits.StartsWith("81", StringComparison.Ordinal) && (text.StartsWith('+') || digits.Length >= 11);
        string local = isJapanese ? "0" + digits[2..].TrimStart('0') : digits;
        return local.Length is >= 9 and <= 15 ? local : null;
    }

    /// <summary>The LINE user id, or null unless it is <c>U</c> and 32 lower-case hex digits.</summary>
    public static string? NormalizeLineUserId(string? lineUserId) =>
        lineUserId is ['U', .. { Length: 32 } hex] && hex.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f') ? lineUserId : null;

    /// <summary>The names under which the customer can be looked up, strongest first; each leads to one customer.
    /// Addresses and numbers appear only as hashes.</summary>
    public static IReadOnlyList<string> AliasesOf(string sourceKind, SourceCustomer customer)
    {
        List<string> aliases = [];
        if (customer.ExternalId is { } externalId)
        {
            aliases.Add("source:" + OpaqueId.Of(HashLength, sourceKind, externalId));
        }

        Add("email:", NormalizeEmail(customer.Email));
        Add(LinePrefix, NormalizeLineUserId(customer.LineUserId));
        Add("phone:", NormalizePhone(customer.Phone));
        return aliases;

        void Add(string kind, string? value)
        {
            if (value is not null)
            {
                aliases.Add(kind + OpaqueId.Of(HashLength, value));
            }
        }
    }

    /// <summary>Normalization throws on half of a surrogate pair, which a broken source can send.</summary>
    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(r => r == Rune.ReplacementChar);
}
