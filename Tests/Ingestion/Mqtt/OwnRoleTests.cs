using CityOps.Ingestion.Mqtt;

namespace CityOps.Tests.Ingestion.Mqtt;

public sealed class OwnRoleTests
{
    [Fact]
    public void OnlyItsNameWithItsPassword_IsOurs()
    {
        var role = new OwnRole();
        Assert.True(role.Matches(OwnRole.User, role.Password));
        Assert.False(role.Matches("other", role.Password));
        Assert.False(role.Matches(OwnRole.User, new OwnRole().Password));
        Assert.False(role.Matches(OwnRole.User, role.Password[..^1]));
        Assert.False(role.Matches(OwnRole.User, ""));
        Assert.False(role.Matches(OwnRole.User, null));
        Assert.False(role.Matches(null, role.Password));
    }
}
