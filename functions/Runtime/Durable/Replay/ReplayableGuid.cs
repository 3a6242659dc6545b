using System.Security.Cryptography;
using System.Text;

namespace FollowUpFlows.Runtime.Durable;

/// <summary>RFC 4122 version 5 (SHA-1) in the namespace that Durable Task uses, so that both runtimes give the same ids.</summary>
internal static class ReplayableGuid
{
    private static readonly byte[] Namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    public static Guid Of(string instanceId, DateTime currentUtc, int counter)
    {
        byte[] name = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{instanceId}_{currentUtc:o}_{counter}"));
#pragma warning disable CA5350 // a name, not a secret; the version prescribes SHA-1
        byte[] hash = SHA1.HashData([.. Namespace, .. name]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
