using System.Security.Cryptography;
using FollowUpFlows.App.Access.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace FollowUpFlows.Tests.Fast.App;

/// <summary>What browsers keep can be neither read nor made by anybody else.</summary>
public sealed class SessionProtectionTests
{
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)2, 32)];
    private static readonly byte[] Text = "sato@shop.example"u8.ToArray();

    [Fact]
    public void Sealed_IsOpenedByEveryInstanceWithTheKey_AndHidesWhatItHolds()
    {
        byte[] box = Of(Old).Protect(Text);
        Assert.Equal(Text, Of(Old).Unprotect(box));
        Assert.NotEqual(box, Of(Old).Protect(Text));
        Assert.Equal(-1, box.AsSpan().IndexOf(Text));
    }

    [Fact]
    public void Sealed_BeforeTheKeyChanged_IsOpenedWhileTheOldOneIsKnown()
    {
        byte[] box = Of(Old).Protect(Text);
        Assert.Equal(Text, Of(New, Old).Unprotect(box));
        Assert.Throws<CryptographicException>(() => Of(New).Unprotect(box));
        Assert.Throws<CryptographicException>(() => Of(Old).Unprotect(Of(New, Old).Protect(Text)));
    }

    [Fact]
    public void Sealed_ForOnePurpose_IsNothingForAnother()
    {
        SessionProtection keys = new([Old]);
        byte[] box = keys.CreateProtector("a", "b").Protect(Text);
        Assert.Equal(Text, keys.CreateProtector("a").CreateProtector("b").Unprotect(box));
        Assert.Throws<CryptographicException>(() => keys.CreateProtector("a").Unprotect(box));
        Assert.Throws<CryptographicException>(() => keys.CreateProtector("b", "a").Unprotect(box));
        Assert.Throws<CryptographicException>(() => keys.CreateProtector("a\n1:b").Unprotect(keys.CreateProtector("a", "b", "c").Protect(Text)));
    }

    [Fact]
    public void Sealed_AndChangedAnywhere_IsRefused()
    {
        byte[] box = Of(Old).Protect(Text);
        for (int i = 0; i < box.Length; i++)
        {
            byte[] changed = [.. box];
            changed[i] ^= 1;
            Assert.Throws<CryptographicException>(() => Of(Old).Unprotect(changed));
        }

        Assert.Throws<CryptographicException>(() => Of(Old).Unprotect(box[..27]));
        Assert.Throws<CryptographicException>(() => Of(Old).Unprotect([]));
    }

    private static IDataProtector Of(params byte[][] keys) => new SessionProtection(keys).CreateProtector("session");
}
