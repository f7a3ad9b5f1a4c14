using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

public sealed class PayloadDecoderTests
{
    [Theory]
    [InlineData("""{"device":"aq-017","ts":"2026-01-13T06:10:00Z","seq":4711,"m":{"pm10":{"v":34.2,"u":"ug/m3"},"pm25":29.8,"no2":null},"status":{"bat":3.61,"rssi":-97}}""", "pm10=34.2 ug/m3 @+0; pm25=29.8 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":1}}""", "pm10=1 ug/m3 @+0")]
    [InlineData(" \r\n\t{\"m\" : {\"pm10\" : 1 } } \n", "pm10=1 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":1},"ts":"2026-01-13T06:09:00Z","device":"aq-017"}""", "pm10=1 ug/m3 @-60000")]
    [InlineData("""[{"ts":1768284540,"m":{"pm10":1}},{"m":{"pm10":2},"ts":1768284600}]""", "pm10=1 ug/m3 @-60000; pm10=2 ug/m3 @+0")]
    [InlineData("""[null,{"m":{"pm10":2}},{},{"m":{}}]""", "pm10=2 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":1,"pm25":2,"pm10":3}}""", "pm10=3 ug/m3 @+0; pm25=2 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":"x","pm10":3}}""", "pm10=3 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":1,"pm25":1,"pm10":null}}""", "pm25=1 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":1,"pm25":1},"m":{"no2":2}}""", "no2=2 ug/m3 @+0")]
    [InlineData("""{"m":5,"m":{"no2":2}}""", "no2=2 ug/m3 @+0")]
    [InlineData("""{"ts":"never","ts":1768284600,"device":"x","device":"aq-017","m":{"no2":2}}""", "no2=2 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":{"v":1,"v":2,"u":"mg/m3","u":"ug/m3"}}}""", "pm10=2 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":{"u":"mg/m3","v":0.05,"x":[1,{"y":2}]}}}""", "pm10=50 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":null}}}""", "pm10=1 ug/m3 @+0")]
    [InlineData("""{"device":null,"ts":null,"seq":null,"m":{"pm10":1}}""", "pm10=1 ug/m3 @+0")]
    [InlineData("""{"\u006D":{"p\u006d10":{"\u0076":1,"u":"\u00b5g\/m\u00b3"}},"\u0064evice":"aq\u002D017"}""", "pm10=1 ug/m3 @+0")]
    [InlineData("""{"m":{"no2":{"v":100,"u":"ppb"},"co":{"v":2,"u":"ppm"}}}""", "no2=191.2 ug/m3 @+0; co=2.328 mg/m3 @+0")]
    [InlineData("""{"m":{"temperature":{"v":283.15,"u":"K"},"humidity":{"v":0.5,"u":"/"}}}""", "temperature=10 Cel @+0; humidity=50 % @+0")]
    [InlineData("""{"m":{"pm10":-0,"pm25":-0.0,"no2":-1e-400}}""", "pm10=0 ug/m3 @+0; pm25=0 ug/m3 @+0; no2=0 ug/m3 @+0")]
    [InlineData("""{"m":{"pm10":1E2,"pm25":1.5e+1,"no2":0.1e1}}""", "pm10=100 ug/m3 @+0; pm25=15 ug/m3 @+0; no2=1 ug/m3 @+0")]
    [InlineData("""{"m":{"radon":7,"noise":{"v":61,"u":"dB"},"odour":{"v":3,"u":"OU/m³"},"h2s":{"v":1,"u":"µg/m³"}}}""", "radon=7 ? @+0; noise=61 dB @+0; odour=3 OU/m³ @+0; h2s=1 ug/m3 @+0")]
    [InlineData("""{"m":{"PM10":7}}""", "PM10=7 ? @+0")]
    [InlineData("""{"x":"\ud800","m":{"pm10":1},"y":{"m":{"pm10":9}}}""", "pm10=1 ug/m3 @+0")]
    public void GoodPayload_Taken(string payload, string expected)
    {
        var message = Decoded.From(payload);
        Assert.Equal(expected, message.Readings());
        Assert.Equal("", message.Refusals());
    }

    [Theory]
    [InlineData("2026-01-13T07:10:00+01:00", 0)]
    [InlineData("2026-01-13T06:09:59.9999Z", -1)]
    [InlineData("1768284600", 0)]
    [InlineData("1768284599999", -1)]
    public void TimeAsText_Read(string ts, long expected) =>
        Assert.Equal(Decoded.Now + expected, Decoded.From($$"""{"ts":"{{ts}}","m":{"pm10":1} }""").Readings[0].ObservedAt);

    [Theory]
    [InlineData("1768284600", 0)]
    [InlineData("1768284599999", -1)]
    public void TimeAsNumber_Read(string ts, long expected) =>
        Assert.Equal(Decoded.Now + expected, Decoded.From($$"""{"ts":{{ts}},"m":{"pm10":1} }""").Readings[0].ObservedAt);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"now\"")]
    [InlineData("\"2026-01-13T06:10:00\"")]
    [InlineData("\"2026-01-13\"")]
    [InlineData("\"13.1.2026 06:10\"")]
    [InlineData("\"2026-01-13T06:10:00 Europe/Ljubljana\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("0")]
    [InlineData("176828460")]
    [InlineData("17682846000")]
    [InlineData("1768284600.5")]
    [InlineData("1768284.6e3")]
    [InlineData("-768284600")]
    [InlineData("\"+768284600\"")]
    [InlineData("1768284600000000")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("[1768284600]")]
    [InlineData("{\"t\":1768284600}")]
    public void AnyOtherTime_BadTimeForEachValue(string ts)
    {
        var message = Decoded.From($$"""{"ts":{{ts}},"m":{"pm10":1,"pm25":"x","no2":null} }""");
        Assert.Equal("bad_time 2; first bad_time", message.Refusals());
        Assert.False(message.HasTime);
    }

    [Theory]
    [InlineData(-31 * 86_400_000L, "taken")]
    [InlineData((-31 * 86_400_000L) - 1, "too_old")]
    [InlineData(59_999, "taken")]
    [InlineData(60_000, "taken ahead")]
    [InlineData(300_000, "taken ahead")]
    [InlineData(300_001, "in_future")]
    public void Window_JudgedAgainstReceivedAt(long afterNow, string expected)
    {
        var message = Decoded.From($$"""{"ts":{{Decoded.Now + afterNow}},"m":{"pm10":1} }""");
        var outcome = message.IsDecoded ? "taken" + (message.Readings[0].ClockAhead ? " ahead" : "") : message.Reason.ToWire();
        Assert.Equal(expected, outcome);
        Assert.Equal(Decoded.Now + afterNow, message.NewestTime);
    }

    [Theory]
    [InlineData("""{"m":{"pm10":"34.2"}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":true}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":[1]}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":{}}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":{"v":"1"}}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":{"v":{"v":1}}}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":{"u":"ug/m3"}}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":{"v":"1","u":7}}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":1e999,"pm25":-1e999}}""", "bad_value 2; first bad_value")]
    [InlineData("""{"m":{"pm10":{"v":1e306,"u":"mg/m3"}}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":{"pm10":{"v":1e999,"u":"furlong"}}}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":[1,2]}""", "bad_value 1; first bad_value")]
    [InlineData("""{"m":"pm10"}""", "bad_value 1; first bad_value")]
    [InlineData("""[1,"x",[{"m":{"pm10":1}}],true]""", "bad_value 4; first bad_value")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":"furlong"}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":"ppb"}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":""}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":7}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":["ug/m3"]}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"pm10":{"v":1,"u":"\udc00"}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"radon":{"v":1,"u":"a\u0000b"}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"radon":{"v":1,"u":"seventeen letters"}}}""", "unknown_unit 1; first unknown_unit")]
    [InlineData("""{"m":{"pm 10":1,"":2,"1x":3,"time":4,"pm10_q":5,"pm10_bad":6,"čad":7,"\ud800":8}}""", "bad_quantity 8; first bad_quantity")]
    [InlineData("""{"m":{"aaaaaaaaaabbbbbbbbbbccccccccccddd":1}}""", "bad_quantity 1; first bad_quantity")]
    [InlineData("""{"m":{"pm 10":[[1]],"x y":"z"}}""", "bad_quantity 2; first bad_quantity")]
    [InlineData("""{"device":"aq-018","m":{"pm10":1,"pm25":"x"}}""", "device_mismatch 2; first device_mismatch")]
    [InlineData("""{"device":17,"m":{"pm10":1}}""", "device_mismatch 1; first device_mismatch")]
    [InlineData("""{"device":"AQ-017","m":{"pm10":1}}""", "device_mismatch 1; first device_mismatch")]
    [InlineData("""{"device":"aq\u2010017","m":{"pm10":1}}""", "device_mismatch 1; first device_mismatch")]
    [InlineData("""{"device":"\ud800","m":{"pm10":1}}""", "device_mismatch 1; first device_mismatch")]
    [InlineData("""{"device":"x"}""", "device_mismatch 1; first device_mismatch")]
    [InlineData("""{"device":"x","ts":"never","m":{"pm10":1}}""", "device_mismatch 1; first device_mismatch")]
    [InlineData("""{"ts":"never"}""", "bad_time 1; first bad_time")]
    [InlineData("""{"ts":"1970-01-01T00:00:00Z","m":{"pm10":1,"x y":2}}""", "too_old 2; first too_old")]
    [InlineData("""{"ts":"2099-01-01T00:00:00Z","m":{"pm10":1}}""", "in_future 1; first in_future")]
    [InlineData("""{}""", "no_values 1; first no_values")]
    [InlineData("""[]""", "no_values 1; first no_values")]
    [InlineData("""[null,{}]""", "no_values 1; first no_values")]
    [InlineData("""{"m":null}""", "no_values 1; first no_values")]
    [InlineData("""{"m":{"pm10":null,"x y":null,"no2":{"v":null,"u":7}}}""", "no_values 1; first no_values")]
    [InlineData("""{"M":{"pm10":1}}""", "no_values 1; first no_values")]
    public void NothingTaken_OneReason(string payload, string expected)
    {
        var message = Decoded.From(payload);
        Assert.False(message.IsDecoded);
        Assert.Equal(expected, message.Refusals());
    }

    [Theory]
    [InlineData("""{"m":{"pm10":1,"pm25":"x","no2":{"v":1,"u":"V"}}}""", "pm10=1 ug/m3 @+0", "bad_value 1, unknown_unit 1; first bad_value")]
    [InlineData("""{"m":{"x y":1,"pm10":1,"pm25":"x"}}""", "pm10=1 ug/m3 @+0", "bad_value 1, bad_quantity 1; first bad_quantity")]
    [InlineData("""[{"ts":"never","m":{"pm10":"x"}},{"m":{"pm10":1,"pm25":"x"}}]""", "pm10=1 ug/m3 @+0", "bad_time 1, bad_value 1; first bad_time")]
    [InlineData("""[{"m":{"pm10":"x","no2":1},"device":"other"},{"m":{"pm10":1}},7]""", "pm10=1 ug/m3 @+0", "bad_value 1, device_mismatch 2; first device_mismatch")]
    [InlineData("""[{"ts":1,"m":{}},{"m":{"pm10":1}}]""", "pm10=1 ug/m3 @+0", "bad_time 1; first bad_time")]
    public void SomeTaken_TheRestCountedByReason(string payload, string taken, string refused)
    {
        var message = Decoded.From(payload);
        Assert.Equal(taken, message.Readings());
        Assert.Equal(refused, message.Refusals());
    }

    [Theory]
    [InlineData("""{"seq":0,"m":{"pm10":1}}""", "0")]
    [InlineData("""{"m":{"pm10":1},"seq":4711}""", "4711")]
    [InlineData("""{"seq":9007199254740992,"m":{}}""", "9007199254740992")]
    [InlineData("""{"seq":9007199254740993}""", "")]
    [InlineData("""{"seq":-1}""", "")]
    [InlineData("""{"seq":1.5}""", "")]
    [InlineData("""{"seq":"1"}""", "")]
    [InlineData("""{"seq":[1]}""", "")]
    [InlineData("""{"seq":1e400}""", "")]
    [InlineData("""{"seq":1,"seq":"x"}""", "")]
    [InlineData("""{"seq":1,"seq":2}""", "2")]
    [InlineData("""[{"seq":1},{"seq":2,"ts":"never"},{"seq":3,"device":"other"},{},{"seq":5}]""", "1,2,5")]
    public void Seq_KeptWhereItIsACounter(string payload, string expected) =>
        Assert.Equal(expected, string.Join(',', Decoded.From(payload).Seqs.ToArray()));

    [Theory]
    [InlineData("""{"m":{"pm10":1}}""", false)]
    [InlineData("""{"ts":null,"m":{"pm10":1}}""", false)]
    [InlineData("""{"ts":1768284600,"m":{"pm10":1}}""", true)]
    [InlineData("""[{"m":{"pm10":1}},{"ts":1768284600}]""", true)]
    [InlineData("""{"device":"other","ts":1768284600}""", false)]
    public void HasTime_WhenARecordOfTheDeviceGaveOne(string payload, bool expected) =>
        Assert.Equal(expected, Decoded.From(payload).HasTime);

    [Fact]
    public void BareNumber_HasTheUnitOfTheBirthElseTheCanonicalOne()
    {
        var units = new Dictionary<string, string> { ["no2"] = "ppb", ["co"] = "V", ["radon"] = "Bq/m3", ["pm10"] = "ug/m3" };
        var message = Decoded.From(
            """{"m":{"no2":100,"o3":100,"radon":7,"pm10":{"v":1,"u":"mg/m3"},"co":1,"helium":2,"no":{"v":5}}}""", Decoded.Context(units));
        Assert.Equal("no2=191.2 ug/m3 @+0; o3=100 ug/m3 @+0; radon=7 Bq/m3 @+0; pm10=1000 ug/m3 @+0; helium=2 ? @+0; no=5 ug/m3 @+0", message.Readings());
        Assert.Equal("unknown_unit 1; first unknown_unit", message.Refusals());
    }

    [Fact]
    public void Domain_DecidesTheCanonicalUnit()
    {
        const string Payload = """{"m":{"pressure":{"v":5000,"u":"mbar"},"temperature":9}}""";
        Assert.Equal("pressure=5 bar @+0; temperature=9 Cel @+0", Decoded.From(Payload, Decoded.Context(domain: "water")).Readings());
        Assert.Equal("pressure=5000 hPa @+0; temperature=9 Cel @+0", Decoded.From(Payload).Readings());
        Assert.Equal("pressure=5000 hPa @+0; temperature=9 ? @+0", Decoded.From(Payload, Decoded.Context(domain: "sewage")).Readings());
    }

    [Fact]
    public void SameMessageObject_KeepsNothingOfTheOneBefore()
    {
        var message = new DecodedMessage();
        foreach (var (payload, taken, refused) in new[]
        {
            ("""{"seq":1,"ts":1768284600,"m":{"pm10":1,"x y":2}}""", "pm10=1 ug/m3 @+0", "bad_quantity 1; first bad_quantity"),
            ("""{"m":{"pm25":2}}""", "pm25=2 ug/m3 @+0", ""),
            ("""{"seq":9,"m":{"pm25":2}}x""", "", "bad_json 1; first bad_json"),
            ("""{"m":{"no2":3}}""", "no2=3 ug/m3 @+0", ""),
        })
        {
            PayloadDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(payload), Decoded.Context(), message);
            Assert.Equal(taken, message.Readings());
            Assert.Equal(refused, message.Refusals());
        }

        Assert.True(message.Seqs.IsEmpty);
        Assert.False(message.HasTime);
    }

    [Fact]
    public void ManyQuantities_LastOfEqualNamesStillWins()
    {
        var members = Enumerable.Range(0, 3_000).Select(i => $"\"q{i % 1_500}\":{i}");
        var message = Decoded.From($$"""{"m":{ {{string.Join(',', members)}} } }""");
        Assert.Equal(1_500, message.Readings.Length);
        Assert.Equal(1_500, message.Readings[0].Value);
        Assert.Equal(2_999, message.Readings[^1].Value);
    }

    [Fact]
    public void RepeatedNamesAndUnits_AreTheSameStrings()
    {
        var message = new DecodedMessage();
        var payload = """{"m":{"radon":{"v":1,"u":"Bq/m3"},"pm10":1}}"""u8;
        PayloadDecoder.Decode(payload, Decoded.Context(), message);
        var first = message.Readings.ToArray();
        PayloadDecoder.Decode(payload, Decoded.Context(), message);
        Assert.Same(first[0].Quantity, message.Readings[0].Quantity);
        Assert.Same(first[0].Unit, message.Readings[0].Unit);
        Assert.Same("pm10", message.Readings[1].Quantity);
    }

    [Fact]
    public void OrdinaryMessages_AllocateNothing()
    {
        var payload = """{"device":"aq-017","ts":"2026-01-13T06:10:00.123Z","seq":4711,"m":{"pm10":{"v":34.2,"u":"µg/m³"},"pm25":29.8,"no2":41.5,"radon":{"v":7,"u":"Bq/m3"}}}"""u8;
        var message = new DecodedMessage();
        var context = Decoded.Context(new Dictionary<string, string> { ["no2"] = "ppb" });
        for (var i = 0; i < 200; i++)
        {
            PayloadDecoder.Decode(payload, context, message);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            PayloadDecoder.Decode(payload, context, message);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4, message.Readings.Length);
    }

    [Theory]
    [InlineData("""{"m":{"pm10":{"v":1,"u":"furlong"}}}""", "pm10: unit 'furlong' does not convert to ug/m3")]
    [InlineData("""{"ts":"yes\nterday","m":{"pm10":1}}""", "ts 'yes\\nterday' is not RFC 3339 with offset, Unix s or Unix ms")]
    [InlineData("""{"device":"aq-018","m":{"pm10":1}}""", "device 'aq-018' on the topic of aq-017")]
    [InlineData("""{"ts":4102444800,"m":{"pm10":1}}""", "ts 2100-01-01T00:00:00.000Z is more than 00:05:00 ahead")]
    [InlineData("""{"m":{"pm 10":1}}""", "'pm 10' is not a quantity's name")]
    [InlineData("""{"m":{"pm10":"1"}}""", "pm10: not a finite number")]
    public void Detail_SaysWhatWasWrong(string payload, string expected) => Assert.Equal(expected, Decoded.From(payload).Detail);
}
