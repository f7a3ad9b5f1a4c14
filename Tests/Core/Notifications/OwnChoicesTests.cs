using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Tests.Core.Notifications;

/// <summary>What a person may change of the plan, and what is refused of it.</summary>
public sealed class OwnChoicesTests
{
    static readonly OwnChoices English = new("en", [new("email", Severity.Minor)], new Schedule { Hours = [(1_320, 360)] });

    [Fact]
    public void Plan_ChangesForOnePersonOnly_AndInTheirChoicesOnly()
    {
        var before = Plans.Small;
        var after = English.In(before, before.Contact("ana")!);
        var ana = after.Contact("ana")!;
        Assert.Equal(OwnChoicesJson.Write(English), OwnChoicesJson.Write(OwnChoices.Of(ana)));
        Assert.Equal(("Ana Novak", "ana", "ana@example.org", "+38641000001"), (ana.Name, ana.Account, ana.Email, ana.Phone));
        Assert.Equal(PlanJson.Write(before), PlanJson.Write(OwnChoices.Of(before.Contact("ana")!).In(after, ana)));
    }

    [Fact]
    public void Account_LeadsToItsContact_InAnySpelling()
    {
        Assert.Equal("ana", Plans.Small.ContactOf("ANA")?.Id);
        Assert.Null(Plans.Small.ContactOf("bor"));
    }

    [Theory]
    [InlineData("ana", true)]
    [InlineData("cene", true)]
    [InlineData("dora", false)]
    public void Routes_LeadToSomebodyOrNot(string contact, bool expected) => Assert.Equal(expected, Plans.Small.Tells(contact));

    [Theory]
    [InlineData("ana", """[{"channel":"sms","from":"critical"}]""", "null", ChoiceProblem.None)]
    [InlineData("ana", "[]", "null", ChoiceProblem.NoChannel)]
    [InlineData("bor", """[{"channel":"email"},{"channel":"sms"}]""", "null", ChoiceProblem.NoAddress)]
    [InlineData("cene", "[]", "null", ChoiceProblem.NoChannel)]
    [InlineData("ana", """[{"channel":"email"}]""", "{}", ChoiceProblem.AlwaysQuiet)]
    [InlineData("ana", """[{"channel":"email"}]""", """{"hours":["08:00-20:00","20:00-08:00"]}""", ChoiceProblem.AlwaysQuiet)]
    [InlineData("ana", """[{"channel":"email"}]""", """{"days":["mon","tue","wed","thu","fri","sat","sun"],"holidays":"never"}""", ChoiceProblem.AlwaysQuiet)]
    [InlineData("ana", """[{"channel":"email"}]""", """{"months":[1,2,3,4,5,6,7,8,9,10,11,12]}""", ChoiceProblem.AlwaysQuiet)]
    [InlineData("ana", """[{"channel":"email"}]""", """{"hours":["20:01-20:00"]}""", ChoiceProblem.None)]
    [InlineData("ana", """[{"channel":"email"}]""", """{"days":["sat","sun"]}""", ChoiceProblem.None)]
    [InlineData("ana", """[{"channel":"email"}]""", """{"months":[7]}""", ChoiceProblem.None)]
    [InlineData("ana", """[{"channel":"email"}]""", """{"holidays":"only"}""", ChoiceProblem.None)]
    public void Nonsense_IsNamed(string contact, string channels, string quiet, ChoiceProblem expected) =>
        Assert.Equal(expected, Read($$"""{"language":"sl","channels":{{channels}},"quiet":{{quiet}}}""").ProblemFor(Plans.Small.Contact(contact)!));

    [Theory]
    [InlineData("""{"language":"sl","channels":[]}""", "quiet is missing.")]
    [InlineData("""{"channels":[],"quiet":null}""", "language is missing.")]
    [InlineData("""{"language":"sl","quiet":null}""", "channels is missing.")]
    [InlineData("""{"language":"de","channels":[],"quiet":null}""", "language must be sl or en.")]
    [InlineData("""{"language":"sl","channels":[],"quiet":null,"email":"x@example.org"}""", "email is not a member that exists here.")]
    [InlineData("""{"language":"sl","channels":[{"channel":"room"}],"quiet":null}""", "channels[0].channel must be email or sms")]
    [InlineData("""{"language":"sl","channels":[{"channel":"sms"},{"channel":"sms"}],"quiet":null}""", "channels must name each channel once.")]
    [InlineData("""{"language":"sl","channels":[],"quiet":{"hours":["22-6"]}}""", "quiet.hours must hold spans such as 07:00-19:00.")]
    [InlineData("[]", "What a person chooses must be a JSON object.")]
    [InlineData("{", "What a person chooses is not JSON:")]
    public void Mistake_IsSaid(string json, string sentence)
    {
        Assert.False(OwnChoicesJson.TryRead(json, out _, out var error));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_ComeBackAsTheyWent() => Assert.Equal(OwnChoicesJson.Write(English), OwnChoicesJson.Write(Read(OwnChoicesJson.Write(English))));

    static OwnChoices Read(string json) => OwnChoicesJson.TryRead(json, out var choices, out var error) ? choices : throw new InvalidDataException(error);
}
