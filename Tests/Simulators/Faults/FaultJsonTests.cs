using System.Text;
using CityOps.Simulators.Faults;

namespace CityOps.Tests.Simulators.Faults;

public sealed class FaultJsonTests
{
    [Fact]
    public void A_file_has_many_orders_with_comments_between_them()
    {
        var orders = Read("""
            [
              // The sensor by the river.
              {"kind":"stuck","devices":"ri-001","after":"2m","for":"1h"},
              {"kind":"spike","domain":"air","district":"Bežigrad","share":0.5,"size":2,"rate":0.25},
              {"kind":"malformed","form":"deep"},
            ]
            """);
        Assert.Equal(
            [
                new FaultOrder { Kind = "stuck", Devices = "ri-001", After = TimeSpan.FromMinutes(2), For = TimeSpan.FromHours(1) },
                new FaultOrder { Kind = "spike", Domain = "air", District = "Bežigrad", Share = 0.5, Size = 2, Rate = 0.25 },
                new FaultOrder { Kind = "malformed", Form = "deep" },
            ],
            orders);
    }

    [Fact]
    public void One_order_needs_no_array() => Assert.Equal([new FaultOrder { Kind = "storm" }], Read("""{"kind":"storm"}"""));

    [Fact]
    public void The_example_of_each_kind_can_be_read_and_carried_out() =>
        Assert.All(FaultKind.All, kind => Assert.Equal(kind.Name, Assert.Single(Read(FaultsCommand.ExampleOf(kind))).Kind));

    [Theory]
    [InlineData("stuck", "it is not JSON")]
    [InlineData("""{"kind":"stuck""", "it is not JSON")]
    [InlineData("""["stuck"]""", "a fault is an object such as")]
    [InlineData("{}", "'' is no kind of fault")]
    [InlineData("""{"kind":"stuck","devcies":"aq-1"}""", "'devcies' is no member of a fault")]
    [InlineData("""{"kind":7}""", "kind is not a text")]
    [InlineData("""{"kind":"stuck","share":"half"}""", "share is not a number")]
    [InlineData("""{"kind":"stuck","for":"a while"}""", "for is not a length of time")]
    [InlineData("""[{"kind":"stuck"},{"kind":"dropout","rate":2}]""", "fault 2: rate is not above 0")]
    public void What_cannot_be_read_is_said(string json, string words) =>
        Assert.StartsWith(words, Assert.Throws<FaultOrderException>(() => Read(json)).Message, StringComparison.Ordinal);

    static IReadOnlyList<FaultOrder> Read(string json) => FaultJson.Read(Encoding.UTF8.GetBytes(json));
}
