using System.Collections.Frozen;
using System.Globalization;
using CityOps.Core.Alerts;
using CityOps.Core.City;
using CityOps.Core.Readings;

namespace CityOps.Tests.Core.Alerts;

/// <summary>Silence of many devices behind a gateway. Steps, times in seconds: <c>60 read d1</c>, <c>60 offline gw</c>, <c>60 online gw</c>, <c>100 look</c>.</summary>
public sealed class SilenceTests
{
    const string Rule = """{"name":"Silent","quantity":"pm10","severity":"minor","condition":{"kind":"absent"}}""";
    const int Behind = 20;

    [Fact]
    public void DeadGateway_MakesOneAlert_ThatSaysHowManyItHides()
    {
        // Each device reports once a minute, three seconds after the one before; from 300 s on nothing comes through.
        var city = new Site(Behind);
        city.ReadAll(until: 300);
        city.Look(from: 300, until: 500);
        var raised = Assert.Single(city.Changes);
        Assert.Equal(AlertId.From("r1", "gw", raised.Raise!.StartedAt), raised.AlertId);
        Assert.Equal(("gw", ""), (raised.Raise.Series.Device, raised.Raise.Series.Quantity));
        Assert.True(raised.EventTime <= raised.Raise.StartedAt + 100_000, "noticed within 1.5 intervals and 10 s");
        Assert.Equal([(raised.AlertId, (double)Behind)], city.Evaluator.TakePeaks());
        city.Restart();
        city.Do("600 read d3");
        Assert.Equal("raised, cleared", city.Story);

        // The others have their time to speak again; those that do not are silent by themselves.
        city.Look(from: 601, until: 690);
        Assert.Equal("raised, cleared", city.Story);
        city.Do("690 read d3");
        city.Look(from: 691, until: 720);
        Assert.Contains("raised, cleared, raised", city.Story, StringComparison.Ordinal);
    }

    [Fact]
    public void OneSilentDevice_IsItsOwnAlert()
    {
        var city = new Site(Behind);
        city.ReadAll(until: 300);
        for (var at = 300; at <= 480; at++)
        {
            if (at % 3 == 0 && (at % 60 == 0 ? Behind : at % 60 / 3) is var device && device != 7)
            {
                city.Do($"{at} read d{device}");
            }

            city.Do($"{at} look");
        }

        Assert.Equal("d7", Assert.Single(city.Changes).Raise!.Series.Device);
    }

    [Fact]
    public void LastWill_RaisesAtOnce_AndClearsWhenTheDeviceIsBack()
    {
        var city = new Site(2);
        city.ReadAll(until: 300);
        city.Do("301 offline d1", "302 look", "303 look");
        var raised = Assert.Single(city.Changes);
        Assert.Equal(AlertId.From("r1", "d1", WrittenHistory.Origin + 301_000), raised.AlertId);
        city.Do("310 online d1");
        city.Do("320 offline d1", "321 look", "330 read d1");
        Assert.Equal("raised, cleared, raised, cleared", city.Story);
    }

    [Fact]
    public void DeviceThatIsBackAfterLong_HasItsTimeBeforeItIsSilent()
    {
        var city = new Site(2);
        city.ReadAll(until: 300);
        city.Do("301 offline d1", "302 look", "1990 read d2", "2000 online d1", "2001 look", "2050 read d2", "2099 look");
        Assert.Equal("raised, cleared", city.Story);
        city.Do("2110 read d2", "2111 look");
        Assert.Equal("raised, cleared, raised", city.Story);
        Assert.Equal("d1", city.Changes[^1].Raise!.Series.Device);
    }

    [Fact]
    public void OfflineGateway_HidesItsDevices()
    {
        var city = new Site(2);
        city.ReadAll(until: 300);
        city.Do("301 offline gw");
        city.Look(from: 302, until: 500);
        Assert.Equal("gw", Assert.Single(city.Changes).Raise!.Series.Device);
    }

    [Fact]
    public void AlertsThatCameBeforeTheGatewayWasFoundOut_AreSuppressedByIt()
    {
        var city = new Site(4);
        city.ReadAll(until: 300);
        city.Look(from: 300, until: 500);
        var gateway = city.Changes.Single(change => change.Raise?.Series.Device == "gw");
        var before = city.Changes.TakeWhile(change => change != gateway).Select(change => change.AlertId).ToList();
        Assert.NotEmpty(before);
        Assert.Equal(before, city.Changes.Where(change => change.Kind == TransitionKind.Suppressed).Select(change => change.AlertId));
        Assert.All(city.Changes.Where(change => change.Kind == TransitionKind.Suppressed), change => Assert.Equal(gateway.AlertId, change.Reason));
        city.Restart();
        city.Do("600 read d4");
        Assert.Equal(before.Count, city.Changes.Count(change => change.Kind == TransitionKind.Unsuppressed));
    }

    [Fact]
    public void RuleThatGoes_ClosesTheAlertOfTheDevice()
    {
        var city = new Site(2);
        city.ReadAll(until: 300);
        city.Do("301 offline d1", "302 look");
        city.Evaluator.SetRules([], WrittenHistory.Origin, city.Changes);
        Assert.Equal("raised, closed", city.Story);
    }

    [Fact]
    public void DeviceThatFellSilentFirst_AndThenSaidSo_IsOneOpenMatter()
    {
        var city = new Site(1);
        city.ReadAll(until: 300);
        city.Do("400 look", "410 offline d1", "411 look");
        Assert.Equal("raised, raised, suppressed", city.Story);
        Assert.Equal((city.Changes[0].AlertId, city.Changes[1].AlertId), (city.Changes[2].AlertId, city.Changes[2].Reason));
        city.Do("420 read d1");
        Assert.Equal("raised, raised, suppressed, cleared, unsuppressed, cleared", city.Story);
    }

    [Fact]
    public void GatewayThatSpeaksItself_IsNotDead()
    {
        var city = new Site(8);
        city.ReadAll(until: 300);
        for (var at = 300; at <= 420; at++)
        {
            city.Do(at % 60 == 0 ? $"{at} read gw" : $"{at} look");
        }

        Assert.Equal(8, city.Changes.Count);
        Assert.All(city.Changes, change => Assert.StartsWith("d", change.Raise!.Series.Device, StringComparison.Ordinal));
    }

    [Fact]
    public void DevicesThatMoveToAnotherGateway_LeaveTheAlertOfTheOld()
    {
        var city = new Site(8);
        city.ReadAll(until: 300);
        city.Look(from: 300, until: 420);
        Assert.Equal("gw", city.Changes[^1].Raise?.Series.Device);
        city.MoveBehind("gw2");
        city.Do("430 read d1", "431 look");
        Assert.Equal((TransitionKind.Closed, CloseReasons.RuleChanged), (city.Changes[^1].Kind, city.Changes[^1].Reason));
    }

    [Fact]
    public void AlertThatTheSnapshotDoesNotKnow_EndsWithTheNextReading()
    {
        var city = new Site(1);
        city.ReadAll(until: 300);
        var before = WrittenHistory.Reload(city.Evaluator);
        city.Do("401 look");
        var raised = city.Changes.Single();
        city.Crash(before, new Alert
        {
            Id = raised.AlertId, Rule = new AlertRuleReference("r1", 1, "Silent"), Series = raised.Raise!.Series, Domain = "air", Quantity = "pm10", Unit = "ug/m3", Severity = Severity.Minor,
            Condition = AlertCondition.Active, StartedAt = raised.Raise.StartedAt, RaisedAt = raised.Raise.RaisedAt, Value = 100, Peak = 100, Threshold = 100,
            Direction = ConditionKind.Absent, Asked = raised.Raise.Asked, Quality = Quality.Good, Revision = 1, Change = 1,
        });
        city.Do("410 look", "420 read d1");
        Assert.Equal(("raised, cleared", raised.AlertId), (city.Story, city.Changes[^1].AlertId));
    }

    [Fact]
    public void Sentence_SaysHowManyAreSilent()
    {
        var alert = new Alert
        {
            Id = "a", Rule = new AlertRuleReference("r1", 1, "Silent"), Device = "gw", Domain = "air", Quantity = "", Unit = "1", Severity = Severity.Minor,
            Condition = AlertCondition.Active, StartedAt = WrittenHistory.Origin, RaisedAt = WrittenHistory.Origin, Value = 0, Peak = 20, Threshold = 0,
            Direction = ConditionKind.Absent, Quality = Quality.Good, Revision = 1, Change = 1,
        };
        var sentence = AlertSentence.Describe(alert, null, WrittenHistory.Zone);
        Assert.Equal("gw has been away since 14 Nov 2023, 23:13; silent devices behind it: 20.", sentence.En);
        Assert.Equal("Naprava gw ne deluje od 14. 11. 2023 ob 23:13; naprave za njo, ki molčijo: 20.", sentence.Sl);
    }

    sealed class Site
    {
        readonly int _behind;
        Registry _registry;

        public Site(int behind)
        {
            _behind = behind;
            var devices = Enumerable.Range(1, behind).Select(i => Named($"d{i}", "gw")).Append(Named("gw", null));
            _registry = Registry.Empty with { Revision = 1, Devices = devices.ToFrozenDictionary(device => device.Id) };
            Assert.True(RuleJson.TryRead(Rule, out var rule, out var error), error);
            Evaluator.SetRules([rule with { Id = "r1", Version = 1 }], WrittenHistory.Origin, Changes);
        }

        public AlertEvaluator Evaluator { get; private set; } = new(WrittenHistory.AnnounceWithin, WrittenHistory.Zone);

        public List<AlertChange> Changes { get; } = [];

        public string Story => string.Join(", ", Changes.Select(change => change.Kind.ToString().ToLowerInvariant()));

        public void ReadAll(int until)
        {
            for (var at = 0; at < until; at++)
            {
                for (var device = 1; device <= _behind; device++)
                {
                    if (at % 60 == device * 60 / _behind % 60)
                    {
                        Do(string.Create(CultureInfo.InvariantCulture, $"{at} read d{device}"));
                    }
                }
            }
        }

        public void Look(int from, int until)
        {
            for (var at = from; at <= until; at++)
            {
                Do(string.Create(CultureInfo.InvariantCulture, $"{at} look"));
            }
        }

        public void MoveBehind(string gateway)
        {
            var devices = Enumerable.Range(1, _behind).Select(i => Named($"d{i}", gateway)).Append(Named("gw", null)).Append(Named(gateway, null));
            _registry = _registry with { Revision = _registry.Revision + 1, Devices = devices.ToFrozenDictionary(device => device.Id) };
        }

        /// <summary>A start with an old memory, and what the log holds open.</summary>
        public void Crash(AlertEvaluator memory, Alert open)
        {
            Evaluator = memory;
            Evaluator.Reconcile([open], open.RaisedAt);
            Evaluator.Adopt([open], _registry, open.RaisedAt, Changes);
        }

        public void Restart() => Evaluator = WrittenHistory.Reload(Evaluator);

        public void Do(params string[] steps)
        {
            foreach (var words in steps.Select(step => step.Split(' ')))
            {
                var at = WrittenHistory.Origin + (long.Parse(words[0], CultureInfo.InvariantCulture) * 1_000);
                switch (words[1])
                {
                    case "look":
                        Evaluator.MarkSilent(_registry, at, 0, Changes);
                        break;
                    case "read":
                        var series = new Series(new SeriesId(words[2], "pm10"), "air", "ug/m3");
                        Evaluator.Evaluate(new Reading(series.Id, at, at, 10, Quality.Good, QualityReasons.None), series, _registry, at, Changes);
                        break;
                    default:
                        Evaluator.SetConnection(words[2], words[1] == "online", at, Changes);
                        break;
                }
            }
        }

        static Device Named(string id, string? gateway) => new(id, id, "air", null, gateway, Registration.Accepted, 60, null);
    }
}
