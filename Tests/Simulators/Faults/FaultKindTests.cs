using CityOps.Core.Readings;
using CityOps.Simulators.Faults;
using CityOps.Tests.Simulators.City;
using CityOps.Tests.Simulators.Devices;

namespace CityOps.Tests.Simulators.Faults;

/// <summary>What each kind does to messages, without a broker.</summary>
public sealed class FaultKindTests
{
    const int Many = 400;
    static readonly IReadOnlyList<DeviceMessage> Day = FaultSome.Messages(Many);

    public static TheoryData<string> OfMessages => [.. FaultKind.All.Where(kind => kind.Begin is not null).Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(OfMessages))]
    public void The_same_fault_gives_the_same_and_nothing_vanishes_without_an_account(string kind)
    {
        var (one, other) = (Run(kind), Run(kind));
        Assert.Equal(Shown(one.Sent.Concat(one.AtEnd)), Shown(other.Sent.Concat(other.AtEnd)));
        var all = one.Sent.Concat(one.AtEnd).Concat(one.Lost).Seqs().ToHashSet();
        Assert.Superset(Day.Seqs().ToHashSet(), all);

        static (List<DeviceMessage> Sent, List<DeviceMessage> AtEnd, List<DeviceMessage> Lost) Run(string kind) => FaultSome.Run(Day, FaultSome.Fault(kind, rate: 0.5));
        static List<string> Shown(IEnumerable<DeviceMessage> messages) => [.. messages.Select(m =>
            $"{m.OddUnit} {m.Form?.Name} {m.IsCopy} {string.Join(';', m.Records.Select(r => $"{r.Ts} {r.Seq} {string.Join(',', r.Values)}"))}")];
    }

    [Theory]
    [MemberData(nameof(OfMessages))]
    public void A_rate_hits_that_share_and_another_key_others(string kind)
    {
        if (kind is "stuck" or "storm" or "outage" or "reorder")
        {
            return;
        }

        var (mine, others) = (Hit(7), Hit(8));
        Assert.InRange(mine.Count, Many * 0.15, Many * 0.25);
        Assert.NotEqual(mine, others);

        List<long> Hit(ulong key)
        {
            var (sent, _, lost) = FaultSome.Run(Day, FaultSome.Fault(kind, rate: 0.2, key: key));
            var untouched = sent.Where(m => !m.IsCopy).IntersectBy(Day.Select(Key), Key).Seqs().Except(sent.Where(m => m.IsCopy).Seqs());
            return [.. Day.Seqs().Except(untouched)];
        }

        static string Key(DeviceMessage m) => $"{m.Last.Seq} {m.Last.Ts} {m.OddUnit} {m.Form?.Name} {string.Join(',', m.Last.Values)}";
    }

    [Fact]
    public void Stuck_shows_the_first_values_for_ever_with_times_that_go_on()
    {
        var (sent, _, _) = FaultSome.Run(Day, FaultSome.Fault("stuck"));
        Assert.All(sent, m => Assert.Equal(Day[0].Last.Values, m.Last.Values));
        Assert.Equal(Day.Select(m => (m.Last.Ts, m.Last.Seq)), sent.Select(m => (m.Last.Ts, m.Last.Seq)));
        Assert.True(Day.Select(m => m.Last.Values[0]).Distinct().Count() > 10, "it would have moved");
    }

    [Fact]
    public void Drift_is_the_percentage_after_an_hour()
    {
        var (sent, _, _) = FaultSome.Run(Day, FaultSome.Fault("drift", size: 10));
        var hour = 3_600 / 40 - 1;
        Assert.Equal(Day[hour].Last.Values.Select(v => v * 1.1), sent[hour].Last.Values);
        Assert.Equal(1 + 0.1 * 40 / 3_600, sent[0].Last.Values[0] / Day[0].Last.Values[0], 9);
    }

    [Theory]
    [InlineData("he-003")]
    [InlineData("aq-003")]
    [InlineData("tr-020")]
    [InlineData("ri-001")]
    [InlineData("po-004")]
    public void A_spike_is_one_value_that_cannot_be(string device)
    {
        var of = Fleets.Usual[device];
        var day = FaultSome.Messages(100, of);
        var (sent, _, _) = FaultSome.Run(day, FaultSome.Fault("spike", rate: 1));
        Assert.All(sent.Zip(day), pair =>
        {
            var changed = Assert.Single(Enumerable.Range(0, pair.First.Last.Values.Length), i => !pair.First.Last.Values[i].Equals(pair.Second.Last.Values[i]));
            Assert.True(QuantityCatalog.TryGet(of.Device.Domain, of.Names[changed].ToString(), out var spec));
            Assert.False(spec.Fail.Contains(pair.First.Last.Values[changed]));
        });
        Assert.True(of.Device.Quantities.Count == 1 || sent.Select(m => m.Last.Values[0]).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("Cel", 20, 68)]
    [InlineData("bar", 4, 400)]
    [InlineData("km/h", 36, 10)]
    [InlineData("ug/m3", 40, 0.04)]
    public void A_slip_of_units_is_what_the_other_unit_would_show(string unit, double value, double shown) => Assert.Equal(shown, UnitSlip.Of(unit, value), 9);

    [Fact]
    public void Every_unit_of_the_city_slips_to_another_number() =>
        Assert.All(Fleets.Usual.Values.SelectMany(d => d.Device.Quantities.Select(q => q.Unit)).Distinct(), unit => Assert.NotEqual(7, UnitSlip.Of(unit, 7)));

    [Fact]
    public void An_outage_keeps_everything_and_sends_it_in_parts_of_its_size()
    {
        var (sent, end, _) = FaultSome.Run(Day, FaultSome.Fault("outage", size: 150));
        Assert.Empty(sent);
        Assert.Equal([150, 150, 100], end.Select(m => m.Records.Count));
        Assert.Equal(Day.Seqs(), end.Seqs());
        Assert.Equal(Many, FaultSome.Run(Day, FaultSome.Fault("outage", size: 1)).AtEnd.Count);
    }

    [Fact]
    public void Reordering_swaps_neighbours_and_holds_at_most_one()
    {
        var (sent, end, _) = FaultSome.Run(Day, FaultSome.Fault("reorder", rate: 1));
        Assert.Equal([2L, 1, 4, 3, 6, 5], sent.Seqs().Take(6));
        Assert.Empty(end);
        Assert.Equal([401L], FaultSome.Run(FaultSome.Messages(401), FaultSome.Fault("reorder", rate: 1)).AtEnd.Seqs());
    }

    [Fact]
    public void A_storm_numbers_its_messages_and_their_times_differ()
    {
        var (sent, _, _) = FaultSome.Run(Day.Take(3), FaultSome.Fault("storm", size: 50));
        Assert.Equal(150, sent.Count);
        Assert.Equal(150, sent.Seqs().Distinct().Count());
        Assert.Equal(150, sent.Select(m => m.Last.Ts).Distinct().Count());
    }

    [Fact]
    public void Faults_meet_a_message_in_their_order_whatever_order_they_began_in()
    {
        // Lost messages are not copied, kept ones are copied when they come, and each copy is as malformed as its original.
        Fault[] faults = [FaultSome.Fault("malformed", form: "empty"), FaultSome.Fault("duplicate"), FaultSome.Fault("dropout", rate: 0.5)];
        var (sent, end, lost) = FaultSome.Run(Day, faults);
        Assert.Empty(end);
        Assert.Equal(2 * (Many - lost.Count), sent.Count);
        Assert.All(sent, m => Assert.Equal("empty", m.Form!.Name));

        var (before, after, _) = FaultSome.Run(Day, FaultSome.Fault("duplicate"), FaultSome.Fault("outage"));
        Assert.Empty(before);
        Assert.Single(after);
    }

    [Fact]
    public void Every_kind_has_words_and_a_place_of_its_own()
    {
        Assert.Equal(FaultKind.All.Count, FaultKind.All.Select(k => k.Name).Distinct().Count());
        Assert.Equal(FaultKind.All.Select(k => k.Stage).Order(), FaultKind.All.Select(k => k.Stage).Distinct());
        Assert.All(FaultKind.All, kind => Assert.All((string[])[kind.Sentence, kind.Truth], words => Assert.True(words.Length > 15)));
    }
}
