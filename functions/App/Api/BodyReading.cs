using System.Buffers;

namespace FollowUpFlows.App.Api;

/// <summary>Reads request bodies without trusting what the sender says of their length.</summary>
internal static class BodyReading
{
    /// <summary>The whole body; null when it is longer than <paramref name="bytesMax"/>, of which at most one byte more is read.</summary>
    public static async Task<byte[]?> ReadUpToAsync(this Stream body, int bytesMax, CancellationToken cancellationToken)
    {
        using MemoryStream read = new();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(bytesMax + 1, 16 * 1024));
        try
        {
            while (read.Length <= bytesMax)
            {
                int wanted = (int)Math.Min(buffer.Length, bytesMax + 1 - read.Length);
                int count = await body.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
                if (count == 0)
                {
                    return read.ToArray();
                }

                read.Write(buffer, 0, count);
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);  // bodies hold personal data
        }
    }
}
