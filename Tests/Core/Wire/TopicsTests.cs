using CityOps.Core.Live;
using CityOps.Core.Wire;

namespace CityOps.Tests.Core.Wire;

public sealed class TopicsTests
{
    static readonly string LongestId = new('a', 64);

    [Theory]
    [InlineData("cityops/v1/air/aq-017/readings", "Readings air aq-017")]
    [InlineData("cityops/v1/lighting/A.b_c-9/readings", "Readings lighting A.b_c-9")]
    [InlineData("cityops/v1/air/aq-017/status", "Status air aq-017")]
    [InlineData("cityops/v1/water/w/commands", "Commands water w")]
    [InlineData("cityops/v1/_live/hello", "Ours  ")]
    [InlineData("cityops/v1/_", "Ours  ")]
    [InlineData("cityops/v1/_air/x/readings", "Ours  ")]
    [InlineData("cityops/v1/air/_x/readings", "Readings air _x")]
    [InlineData("cityops/v1/", "BadTopic  ")]
    [InlineData("cityops/v1/air", "BadTopic  ")]
    [InlineData("cityops/v1/air/", "BadTopic  ")]
    [InlineData("cityops/v1/air/readings", "BadTopic  ")]
    [InlineData("cityops/v1/air//readings", "BadTopic  ")]
    [InlineData("cityops/v1//aq-017/readings", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq-017/readings/", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq-017/readings/x", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq-017/Readings", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq-017/reading", "BadTopic  ")]
    [InlineData("cityops/v1/sewage/aq-017/readings", "BadTopic  ")]
    [InlineData("cityops/v1/AIR/aq-017/readings", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq 017/readings", "BadTopic  ")]
    [InlineData("cityops/v1/air/čuk/readings", "BadTopic  ")]
    [InlineData("cityops/v1/sewage/aq-017/status", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq 017/status", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq/017/status", "BadTopic  ")]
    [InlineData("cityops/v1/status", "BadTopic  ")]
    [InlineData("cityops/v1/air/aq 017/commands", "BadTopic  ")]
    [InlineData("cityops/v1", "Foreign  ")]
    [InlineData("cityops/v2/air/aq-017/readings", "Foreign  ")]
    [InlineData("CityOps/v1/air/aq-017/readings", "Foreign  ")]
    [InlineData("/cityops/v1/air/aq-017/readings", "Foreign  ")]
    [InlineData("v3/app@ttn/devices/lht65/up", "Foreign  ")]
    [InlineData("", "Foreign  ")]
    public void Topic_Classified(string topic, string expected)
    {
        var match = Topics.Classify(topic);
        Assert.Equal(expected, $"{match.Kind} {match.Domain} {match.Device}");
        Assert.Equal(match.Device ?? "", match.DeviceSpan.ToString());
        Assert.Equal(match.Kind is TopicKind.Readings or TopicKind.BadTopic, match.IsData);
    }

    [Fact]
    public void DeviceId_UpTo64Characters()
    {
        Assert.Equal(LongestId, Topics.Classify(Topics.Readings("air", LongestId)).Device);
        Assert.Equal(TopicKind.BadTopic, Topics.Classify(Topics.Readings("air", LongestId + "a")).Kind);
    }

    [Fact]
    public void BuiltTopics_AreClassifiedAsWhatTheyAre()
    {
        Assert.Equal(TopicKind.Readings, Topics.Classify(Topics.Readings("river", "r-1")).Kind);
        Assert.Equal(TopicKind.Status, Topics.Classify(Topics.Status("river", "r-1")).Kind);
        Assert.Equal(TopicKind.Commands, Topics.Classify(Topics.Commands("river", "r-1")).Kind);
        Assert.All(
            [LiveTopics.AlertsChanged, LiveTopics.Config, LiveTopics.Hello, LiveTopics.Values, Topics.OursPrefix],
            topic => Assert.Equal(TopicKind.Ours, Topics.Classify(topic).Kind));
    }
}
