"""Chinese wording of the gateway's refusals."""

TEXTS: dict[str, str] = {
    "NotSignedIn": "您还没有登录，或登录已经失效。请重新登录。",
    "WrongCredentials": "用户名或密码不对，请检查后重试。",
    "TooManyTries": "这里提交得太频繁，请 {0} 分钟后再试，或直接联系乡镇联络指导站。",
    "TooManyReports": "这里短时间内的报告太多，请 {0} 分钟后再试。"
    "孩子正有危险的话，不要等，马上拨打 110 或求助热线。",
    "TooManyLetters": "这里短时间内寄出的信太多，请 {0} 分钟后再试。有危险不要等，马上拨打 110。",
    "SignInLocked": "密码输错次数太多，请 {0} 分钟后再试。忘记密码请联系系统管理员。",
    "DemoAccountRefused": "这是演示账号，不能在正式系统中使用。",
    "AccountClosed": "这个账号已停用，请联系系统管理员。",
    "AccountNotFound": "没有这个账号，请刷新列表后再试。",
    "UsernameTaken": "这个用户名已经有人使用，请换一个。",
    "UsernameNotAllowed": "用户名用 3 至 64 个汉字、字母、数字，可以有点、横线和下划线。",
    "RolesIncompatible": (
        "系统管理员、安全管理员、审计管理员要由三个人分别担任，也不能兼任其他岗位。"
    ),
    "PlaceMissing": "岗位“{0}”还缺少地区、学校或本人的信息，请补上。",
    "RoleNotOpen": "岗位“{0}”不能分配给账号。",
    "OwnAccount": "不能对自己正在使用的账号做这个操作，请另一位管理员办理。",
    "NotToBeRecovered": "只有正在使用的系统管理员、安全管理员账号可以这样找回。"
    "其他账号请由系统管理员重置。",
    "LastAdministrator": "这是最后一个能用的管理员账号，不能停用或重置。请先开通另一个。",
    "NothingToRelease": "这个账号没有等待批准的申请，请刷新后再看。",
    "PasswordTooShort": "密码至少要 {0} 个字符。",
    "PasswordTooLong": "密码最多 {0} 个字符。",
    "PasswordTooSimple": "密码要包含大写字母、小写字母、数字、符号中的至少 {0} 种。",
    "PasswordTooCommon": "这个密码太常见，容易被猜中，请换一个。",
    "PasswordHoldsName": "密码里不能包含用户名。",
    "PasswordUnchanged": "新密码不能与原密码相同。",
    "LinkNotValid": "这个链接已经用过或已过期，请联系系统管理员重新生成。",
    "AdministratorExists": "系统已有管理员，这个链接不再有效。",
    "TokenNotFound": "没有这个令牌，请刷新列表后再试。",
    "FormExpired": "页面放置太久，已经失效。请返回上一页，刷新后重新提交。",
    "FileMissing": "没有收到文件：请用 multipart/form-data 上传，文件放在名为 file 的一栏。",
    "KeyNotValid": "Idempotency-Key 应为 1 至 100 个字母、数字或符号。",
    "ServiceAway": "“{0}”暂时无法连接，其他功能不受影响。请稍后再试。",
    "ServiceTooSlow": "“{0}”没有及时回应，操作可能还在进行。请稍后刷新查看，不要重复办理。",
}
