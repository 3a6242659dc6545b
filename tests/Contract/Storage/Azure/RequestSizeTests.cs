using System.Text;
using System.Text.Json;
using FollowUpFlows.Pipeline.State;
using FollowUpFlows.Storage.Entities;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Storage.Azure;

/// <summary>Against the JSON that a serializer with the default escapes writes, as the official client does.</summary>
public sealed class RequestSizeTests
{
    [Fact]
    public void Of_EveryCharacterOfTheBasicPlane_IsAtLeastItsJson()
    {
        for (int c = 1; c < 0xFFFF; c++)
        {
            if (!char.IsSurrogate((char)c))
            {
                string text = new((char)c, 100);
                long empty = RequestSize.Of([Row("")]);
                Assert.True(RequestSize.Of([Row(text)]) - empty >= JsonSerializer.SerializeToUtf8Bytes(text).Length - 2, $"U+{c:X4}");
            }
        }
    }

    [Theory]
    [InlineData("plain text, 100%")]
    [InlineData("雪と\U0001F600 \"quoted\" <b>&amp;</b> it's\r\n")]
    public void Of_ARow_IsItsJsonAndRoomForTheRest(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Entity row = new("partition", "row")
        {
            Properties = new Dictionary<string, object> { ["Text"] = text, ["Bytes"] = bytes, ["Number"] = 5L, ["Flag"] = true, ["At"] = DateTimeOffset.UnixEpoch },
        };
        string[] lines =
        [
            "\"PartitionKey\":\"partition\"", "\"RowKey\":\"row\"", "\"Text\":" + JsonSerializer.Serialize(text),
            "\"Bytes@odata.type\":\"Edm.Binary\",\"Bytes\":" + JsonSerializer.Serialize(bytes), "\"Number@odata.type\":\"Edm.Int64\",\"Number\":\"5\"",
            "\"Flag\":true", "\"At@odata.type\":\"Edm.DateTime\",\"At\":\"1970-01-01T00:00:00.0000000Z\"",
        ];
        int json = lines.Sum(l => l.Length + 1);
        Assert.InRange(RequestSize.Of([new EntityChange.Put(row)]), json, json + 1500);
        Assert.True(RequestSize.AtMost(200, 1) >= RequestSize.Of([new EntityChange.Delete(new string('雪', 512))]));
    }

    private static EntityChange.Insert Row(string text) => new(
        new Entity("p", "r") { Properties = new Dictionary<string, object> { ["Text"] = text } });
}
