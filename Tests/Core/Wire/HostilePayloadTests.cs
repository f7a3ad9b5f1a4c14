using System.Text;
using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

/// <summary>Bytes nobody should send. Each has one expected word: a reason, or <c>taken</c>.</summary>
public sealed class HostilePayloadTests
{
    const string Good = """{"device":"aq-017","ts":"2026-01-13T06:10:00Z","seq":4711,"m":{"pm10":{"v":34.2,"u":"\u00b5g/m³"},"pm25":29.8}}""";

    [Theory]
    [InlineData("", "bad_json")]
    [InlineData(" ", "bad_json")]
    [InlineData("\0", "bad_json")]
    [InlineData("{", "bad_json")]
    [InlineData("[", "bad_json")]
    [InlineData("\"", "bad_json")]
    [InlineData("nul", "bad_json")]
    [InlineData("null", "bad_json")]
    [InlineData("true", "bad_json")]
    [InlineData("42", "bad_json")]
    [InlineData("-", "bad_json")]
    [InlineData("\"text\"", "bad_json")]
    [InlineData("online", "bad_json")]
    [InlineData("pm10=34.2", "bad_json")]
    [InlineData("<m><pm10>1</pm10></m>", "bad_json")]
    [InlineData("\uFEFF{\"m\":{\"pm10\":1}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1}}\uFEFF", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1}}{}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1}}\0", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1}}]", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1}}\n{\"m\":{\"pm10\":2}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1,}}", "bad_json")]
    [InlineData("[{\"m\":{\"pm10\":1}},]", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1}} // note", "bad_json")]
    [InlineData("{/**/\"m\":{\"pm10\":1}}", "bad_json")]
    [InlineData("{'m':{'pm10':1}}", "bad_json")]
    [InlineData("{m:{pm10:1}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":NaN}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":Infinity}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":-Infinity}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":+1}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":01}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1.}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":.5}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":0x10}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1e}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":34,2}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1_000}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\"}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":}}", "bad_json")]
    [InlineData("{\"m\":{1:1}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1]}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":\"a\nb\"}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":\"\\x41\"}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":\"\\u12\"}}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1}},\"x\":1", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1},\"x\":tru}", "bad_json")]
    [InlineData("{\"m\":{\"pm10\":1e308}}", "taken")]
    [InlineData("{\"m\":{\"pm10\":1e309}}", "bad_value")]
    [InlineData("{\"m\":{\"pm10\":1e99999999999999999999}}", "bad_value")]
    [InlineData("{\"m\":{\"pm10\":1e-99999999999999999999}}", "taken")]
    [InlineData("{\"m\":{\"pm10\":123456789012345678901234567890}}", "taken")]
    [InlineData("{\"m\":{\"pm10\":0.1234567890123456789012345678901234567890}}", "taken")]
    [InlineData("{\"m\":{\"pm\u00a010\":1}}", "bad_quantity")]
    [InlineData("{\"m\":{\"pm10\u0301\":1}}", "bad_quantity")]
    [InlineData("{\"m\":{\"\u200Bpm10\":1}}", "bad_quantity")]
    [InlineData("{\"m\":{\"\u0440m10\":1}}", "bad_quantity")]
    [InlineData("{\"m\":{\"pm10\\u0000\":1}}", "bad_quantity")]
    [InlineData("{\"m\":{\"__proto__\":1}}", "bad_quantity")]
    [InlineData("{\"m\":{\"constructor\":1}}", "taken")]
    [InlineData("{\"m\":{\"a'; DROP TABLE x; --\":1}}", "bad_quantity")]
    [InlineData("{\"m\":{\"pm10\":{\"v\":1,\"u\":\"<script>x</script>\"}}}", "unknown_unit")]
    [InlineData("{\"device\":\"aq-017\\u0000\",\"m\":{\"pm10\":1}}", "device_mismatch")]
    [InlineData("{\"device\":\"../aq-017\",\"m\":{\"pm10\":1}}", "device_mismatch")]
    [InlineData("{\"\\ud83d\\ude00\":1,\"\\udc00\":2,\"m\":{\"pm10\":1}}", "taken")]
    [InlineData("{\"m\":{\"pm10\":1},\"\":{\"\":[[[]]]}}", "taken")]
    [InlineData("{\"device\":[],\"ts\":{},\"seq\":[],\"m\":[]}", "device_mismatch")]
    [InlineData("{\"ts\":[[[]]],\"m\":{\"pm10\":1}}", "bad_time")]
    [InlineData("{\"ts\":9999999999999,\"m\":{\"pm10\":1}}", "in_future")]
    [InlineData("{\"ts\":\"0000000000\",\"m\":{\"pm10\":1}}", "too_old")]
    [InlineData("{\"ts\":\"9999-12-31T23:59:59-23:59\",\"m\":{\"pm10\":1}}", "bad_time")]
    public void Text_OneOutcome(string payload, string expected) => Assert.Equal(expected, Outcome(Encoding.UTF8.GetBytes(payload)));

    [Theory]
    [InlineData("FF", "bad_json")]
    [InlineData("00000000", "bad_json")]
    [InlineData("1F8B0800", "bad_json")] // gzip
    [InlineData("FFFE7B007D00", "bad_json")] // UTF-16
    [InlineData("7B226D223A7B22C0B06D3130223A317D7D", "bad_json")] // overlong '0' in a name
    [InlineData("7B2278223A22C080227D", "bad_json")] // overlong NUL
    [InlineData("7B2278223A22E080AF227D", "bad_json")] // overlong '/'
    [InlineData("7B2278223A22EDA080227D", "bad_json")] // a surrogate in UTF-8
    [InlineData("7B2278223A22F4908080227D", "bad_json")] // above U+10FFFF
    [InlineData("7B2278223A22E282227D", "bad_json")] // cut sequence
    [InlineData("7B2278223A2280227D", "bad_json")] // continuation alone
    [InlineData("7B2278223A22F09F9880227D", "no_values")] // an emoji is fine
    public void Bytes_OneOutcome(string hex, string expected) => Assert.Equal(expected, Outcome(Convert.FromHexString(hex)));

    [Fact]
    public void GoodPayloadCutAtEveryByte_BadJson()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        Assert.Equal("taken", Outcome(bytes));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal("bad_json", Outcome(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void GoodPayloadWithEveryByteReplaced_NeverThrows()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var other in "\0\"\\{}[],:-9eu\u007F"u8)
            {
                var broken = bytes.ToArray();
                broken[i] = other;
                Outcome(broken);
            }
        }
    }

    [Theory]
    [InlineData("[", "]", 32, "bad_value")]
    [InlineData("[", "]", 33, "too_deep")]
    [InlineData("[", "", 100_000, "too_deep")]
    [InlineData("{\"a\":", "", 50_000, "too_deep")]
    [InlineData("{\"m\":", "", 50_000, "too_deep")]
    [InlineData("{\"ts\":", "", 40_000, "too_deep")]
    [InlineData("[{\"x\":", "", 40_000, "too_deep")]
    public void Nesting_AtMost32(string open, string close, int times, string expected)
    {
        var payload = string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times));
        Assert.Equal(expected, Outcome(Encoding.UTF8.GetBytes(payload)));
    }

    [Theory]
    [InlineData("""{"m":{"pm10":1},"x":§}""", 31, "taken")]
    [InlineData("""{"m":{"pm10":1},"x":§}""", 32, "too_deep")]
    [InlineData("""{"m":{"pm10":1,"pm25":§}}""", 30, "taken")]
    [InlineData("""{"m":{"pm10":1,"pm25":§}}""", 31, "too_deep")]
    [InlineData("""{"m":{"pm10":{"v":1,"x":§}}}""", 29, "taken")]
    [InlineData("""{"m":{"pm10":{"v":1,"x":§}}}""", 30, "too_deep")]
    [InlineData("""{"ts":§,"m":{"pm10":1}}""", 32, "too_deep")]
    [InlineData("""{"seq":§,"m":{"pm10":1}}""", 32, "too_deep")]
    [InlineData("""{"device":§,"m":{"pm10":1}}""", 32, "too_deep")]
    [InlineData("""[{"m":{"pm10":1}},§]""", 31, "taken")]
    [InlineData("""[{"m":{"pm10":1}},§]""", 32, "too_deep")]
    public void NestingInAMember_CountedFromTheRoot(string frame, int levels, string expected)
    {
        var payload = frame.Replace("§", new string('[', levels) + new string(']', levels), StringComparison.Ordinal);
        Assert.Equal(expected, Outcome(Encoding.UTF8.GetBytes(payload)));
    }

    [Theory]
    [InlineData(10_000, "taken")]
    [InlineData(10_001, "too_many")]
    public void Records_AtMost10000(int count, string expected)
    {
        var payload = $"[{string.Join(',', Enumerable.Repeat("""{"m":{"no":1}}""", count))}]";
        Assert.Equal(expected, Outcome(Encoding.UTF8.GetBytes(payload)));
    }

    [Fact]
    public void ElementsThatAreNoRecords_CountToo() =>
        Assert.Equal("too_many", Outcome(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("0", 10_001))}]")));

    [Fact]
    public void Size_AtMost256KiB()
    {
        var payload = """{"m":{"pm10":1}}""".PadRight(256 * 1024);
        Assert.Equal("taken", Outcome(Encoding.UTF8.GetBytes(payload)));
        Assert.Equal("too_large", Outcome(Encoding.UTF8.GetBytes(payload + " ")));
        Assert.Equal("too_large", Outcome(new byte[8 << 20]));
    }

    [Theory]
    [InlineData("""{"m":{"§":1}}""", "bad_quantity")]
    [InlineData("""{"§":1,"m":{"pm10":1}}""", "taken")]
    [InlineData("""{"ts":"§","m":{"pm10":1}}""", "bad_time")]
    [InlineData("""{"ts":1§,"m":{"pm10":1}}""", "bad_time")]
    [InlineData("""{"device":"§","m":{"pm10":1}}""", "device_mismatch")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":"§"}}}""", "unknown_unit")]
    [InlineData("""{"m":{"radon":{"v":1,"u":"§"}}}""", "unknown_unit")]
    [InlineData("""{"m":{"pm10":1§}}""", "bad_value")]
    [InlineData("""{"m":{"pm10":0.1§}}""", "taken")]
    [InlineData("""{"seq":1§,"m":{"pm10":1}}""", "taken")]
    public void VeryLongTokens_OneOutcome(string frame, string expected)
    {
        foreach (var filler in frame.Contains("1§", StringComparison.Ordinal) ? ["7"] : new[] { "7", "\\u0031", "\\ud83d\\ude00", "č" })
        {
            var payload = frame.Replace("§", string.Concat(Enumerable.Repeat(filler, 200_000 / filler.Length / 2)), StringComparison.Ordinal);
            Assert.Equal(expected, Outcome(Encoding.UTF8.GetBytes(payload)));
        }
    }

    [Fact]
    public void ManyBadNames_OneDetailAndTheirCount()
    {
        var message = Decoded.From($$"""{"m":{ {{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"{i}\":1"))}} } }""");
        Assert.Equal(20_000, message.Refused(RejectReason.BadQuantity));
        Assert.Equal("'0' is not a quantity's name", message.Detail);
    }

    static string Outcome(ReadOnlySpan<byte> payload)
    {
        var message = Decoded.From(payload);
        return message.IsDecoded ? "taken" : message.Reason.ToWire();
    }
}
